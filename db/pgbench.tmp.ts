import { openDatabase } from "./client.ts";
import { startPostgres } from "#scripts/postgres.ts";
import { migratePostgres } from "./migrate-postgres.ts";
import { listMigrations } from "./migrations.ts";
import postgres from "postgres";
const server = await startPostgres();
const admin = postgres(server.url("postgres"),{max:1}); await admin.unsafe("create database b"); await admin.end();
await migratePostgres({ command: "latest", url: server.url("b"), known: listMigrations("postgres") });
const sql = postgres(server.url("b"),{max:1,onnotice(){}}) as any;
const cols = ["library_id","file_path","file_name","file_size","title","original_title","sort_title","sort_key","search_text","year","release_date","runtime","plot","tagline","rating","vote_count","tmdb_id","imdb_id","genres","directors","writers","studios"];
const types=["int","text","text","bigint","text","text","text","text","text","int","date","int","text","text","float8","bigint","int","text","jsonb","jsonb","jsonb","jsonb"];
const N=10000;
const row=(i:number):any[]=>[1,"/films/Film "+i+"/Film.mkv","Film.mkv",123456789,"Film "+i,"Film "+i,"film "+i,"film "+i,"film film "+i,1990,"1990-01-01",120,"A plot that is \"rather long ".repeat(5),"tag",7.5,1000,i,"tt"+i,'["a","b"]','["c"]','["d"]','["e"]'];
const R=[...Array(N).keys()].map(row);
await sql.unsafe("insert into libraries(id,name,path,type) values (1,'a','/a','movie')");
const raw=[ "json","jsonb"];
for (const t of [114,3802,1082]) sql.options.serializers[t]=(x:any)=>x;
const values=(k:number, prepare=false)=>async(s:any)=>{for(let i=0;i<N;i+=k){const c=R.slice(i,i+k);let n=0;await s.unsafe(`insert into movies(${cols}) values ${c.map(()=>`(${cols.map(()=>`$${++n}`)})`)}`,c.flat(),{prepare})}};
const lit=(v:any)=>v===null?"NULL":typeof v==="number"?String(v):`"${v.replace(/[\\"]/g,"\\$&")}"`;
const unnest=(k:number)=>async(s:any)=>{for(let i=0;i<N;i+=k){const c=R.slice(i,i+k);await s.unsafe(`insert into movies(${cols}) select * from unnest(${cols.map((_,j)=>`$${j+1}::text::${types[j]}[]`)})`,cols.map((_,j)=>"{"+c.map(r=>lit(r[j])).join(",")+"}"),{prepare:true})}};
const json=(k:number)=>async(s:any)=>{for(let i=0;i<N;i+=k){const c=R.slice(i,i+k);await s.unsafe(`insert into movies(${cols}) select ${cols.map((_,j)=>`(v->>${j})::${types[j]}`)} from jsonb_array_elements($1::text::jsonb) v`,[JSON.stringify(c)],{prepare:true})}};
for(let rep=0;rep<4;rep++) for(const [n,f] of Object.entries({v100:values(100),v1000:values(1000),v100p:values(100,true),v500p:values(500,true),u500:unnest(500),u2000:unnest(2000),u10000:unnest(10000),j1000:json(1000)})){
 await sql.unsafe("truncate movies cascade");const t=performance.now(); await sql.begin(f); console.log(n,(performance.now()-t).toFixed(0));}
await sql.end(); await server.stop();
