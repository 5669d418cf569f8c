DROP TABLE "player_updates";
ALTER TABLE "media_players" DROP COLUMN "busy_claim_no";
ALTER TABLE "media_players" DROP COLUMN "busy_job_id";
ALTER TABLE "media_players" DROP COLUMN "server_version";
ALTER TABLE "media_players" DROP COLUMN "server_name";
ALTER TABLE "media_players" DROP COLUMN "last_error_at";
