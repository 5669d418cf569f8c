CREATE TABLE `actor_aliases` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`actor_id` integer NOT NULL,
	`name_normalized` text NOT NULL,
	`tmdb_id` integer,
	FOREIGN KEY (`actor_id`) REFERENCES `actors`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `collection_aliases` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`collection_id` integer NOT NULL,
	`name` text NOT NULL,
	`tmdb_id` integer,
	FOREIGN KEY (`collection_id`) REFERENCES `collections`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `collection_films` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`collection_id` integer NOT NULL,
	`tmdb_id` integer NOT NULL,
	`title` text NOT NULL,
	`original_title` text,
	`year` integer,
	`release_date` date,
	`overview` text,
	`poster_url` text,
	`sort_order` integer NOT NULL,
	FOREIGN KEY (`collection_id`) REFERENCES `collections`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `crew_aliases` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`crew_id` integer NOT NULL,
	`name` text NOT NULL,
	`tmdb_id` integer,
	FOREIGN KEY (`crew_id`) REFERENCES `crew`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `item_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` integer NOT NULL,
	`kind` text NOT NULL,
	`summary` text NOT NULL,
	`detail` text,
	`user_id` integer,
	`job_id` integer,
	`happened_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	CONSTRAINT "item_events_kind_check" CHECK("kind" in ('scan', 'match', 'artwork', 'publish', 'remove', 'restore', 'order'))
);
CREATE TABLE `keywords` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL
);
CREATE TABLE `movie_keywords` (
	`movie_id` integer NOT NULL,
	`keyword_id` integer NOT NULL,
	PRIMARY KEY(`movie_id`, `keyword_id`),
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`keyword_id`) REFERENCES `keywords`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `movie_release_dates` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`movie_id` integer NOT NULL,
	`region` text NOT NULL,
	`kind` text NOT NULL,
	`released_on` date NOT NULL,
	`certification` text,
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "movie_release_dates_kind_check" CHECK("kind" in ('premiere', 'limited', 'theatrical', 'digital', 'physical', 'tv'))
);
CREATE TABLE `networks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`logo_path` text
);
CREATE TABLE `provider_feeds` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`provider` text NOT NULL,
	`kind` text NOT NULL,
	`read_until` timestamp NOT NULL
);
CREATE TABLE `provider_records` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` integer NOT NULL,
	`provider` text NOT NULL,
	`provider_id` text,
	`status` text NOT NULL,
	`fields` text,
	`error` text,
	`fetched_at` timestamp,
	`retry_at` timestamp,
	CONSTRAINT "provider_records_entity_type_check" CHECK("entity_type" in ('movie', 'series', 'season', 'episode')),
	CONSTRAINT "provider_records_status_check" CHECK("status" in ('ok', 'missing', 'failed'))
);
CREATE TABLE `series_certifications` (
	`series_id` integer NOT NULL,
	`region` text NOT NULL,
	`certification` text NOT NULL,
	PRIMARY KEY(`series_id`, `region`),
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `series_external_ids` (
	`series_id` integer PRIMARY KEY NOT NULL,
	`facebook_id` text,
	`instagram_id` text,
	`twitter_id` text,
	`wikidata_id` text,
	`tvmaze_id` integer,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `series_keywords` (
	`series_id` integer NOT NULL,
	`keyword_id` integer NOT NULL,
	PRIMARY KEY(`series_id`, `keyword_id`),
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`keyword_id`) REFERENCES `keywords`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE TABLE `series_networks` (
	`series_id` integer NOT NULL,
	`network_id` integer NOT NULL,
	`sort_order` integer,
	PRIMARY KEY(`series_id`, `network_id`),
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`network_id`) REFERENCES `networks`(`id`) ON UPDATE no action ON DELETE no action
);
ALTER TABLE `actors` ADD COLUMN `biography` text;
ALTER TABLE `actors` ADD COLUMN `birthday` date;
ALTER TABLE `actors` ADD COLUMN `deathday` date;
ALTER TABLE `actors` ADD COLUMN `birth_place` text;
ALTER TABLE `actors` ADD COLUMN `last_enriched` timestamp;
ALTER TABLE `actors` ADD COLUMN `version` integer DEFAULT 1 NOT NULL;
ALTER TABLE `field_changes` ADD COLUMN `batch` text;
ALTER TABLE `libraries` ADD COLUMN `fallback_languages` text;
ALTER TABLE `movies` ADD COLUMN `unlisted` integer DEFAULT false NOT NULL;
ALTER TABLE `movies` ADD COLUMN `identified_by` text;
ALTER TABLE `movies` ADD COLUMN `identification_reasons` text;
ALTER TABLE `series_genres` ADD COLUMN `sort_order` integer;
ALTER TABLE `series_studios` ADD COLUMN `sort_order` integer;
ALTER TABLE `series_countries` ADD COLUMN `sort_order` integer;
ALTER TABLE `series_tags` ADD COLUMN `sort_order` integer;
ALTER TABLE `series` ADD COLUMN `homepage` text;
ALTER TABLE `series` ADD COLUMN `popularity` real;
ALTER TABLE `series` ADD COLUMN `unlisted` integer DEFAULT false NOT NULL;
ALTER TABLE `series` ADD COLUMN `identified_by` text;
ALTER TABLE `series` ADD COLUMN `identification_reasons` text;
CREATE INDEX `idx_actor_aliases_actor` ON `actor_aliases` (`actor_id`);
CREATE INDEX `idx_actor_aliases_name` ON `actor_aliases` (`name_normalized`);
CREATE UNIQUE INDEX `actor_aliases_tmdb_unique` ON `actor_aliases` (`tmdb_id`);
CREATE INDEX `idx_collection_aliases_collection` ON `collection_aliases` (`collection_id`);
CREATE INDEX `idx_collection_aliases_name` ON `collection_aliases` (`name`);
CREATE UNIQUE INDEX `collection_aliases_tmdb_unique` ON `collection_aliases` (`tmdb_id`);
CREATE UNIQUE INDEX `collection_films_unique` ON `collection_films` (`collection_id`,`tmdb_id`);
CREATE INDEX `idx_collection_films_tmdb` ON `collection_films` (`tmdb_id`);
CREATE INDEX `idx_crew_name` ON `crew` (`name`);
CREATE INDEX `idx_crew_aliases_crew` ON `crew_aliases` (`crew_id`);
CREATE INDEX `idx_crew_aliases_name` ON `crew_aliases` (`name`);
CREATE UNIQUE INDEX `crew_aliases_tmdb_unique` ON `crew_aliases` (`tmdb_id`);
CREATE INDEX `idx_field_changes_batch` ON `field_changes` (`batch`) WHERE "batch" is not null;
CREATE INDEX `idx_item_events_entity` ON `item_events` (`entity_type`,`entity_id`,`id`);
CREATE UNIQUE INDEX `keywords_name_unique` ON `keywords` (`name`);
CREATE INDEX `idx_movie_keywords_keyword` ON `movie_keywords` (`keyword_id`);
CREATE UNIQUE INDEX `movie_release_dates_unique` ON `movie_release_dates` (`movie_id`,`region`,`kind`,`released_on`);
CREATE UNIQUE INDEX `networks_name_unique` ON `networks` (`name`);
CREATE UNIQUE INDEX `provider_feeds_unique` ON `provider_feeds` (`provider`,`kind`);
CREATE UNIQUE INDEX `provider_records_unique` ON `provider_records` (`entity_type`,`entity_id`,`provider`);
CREATE INDEX `idx_provider_records_retry` ON `provider_records` (`retry_at`) WHERE "retry_at" is not null;
CREATE INDEX `idx_provider_records_provider` ON `provider_records` (`provider`,`provider_id`);
CREATE INDEX `idx_series_keywords_keyword` ON `series_keywords` (`keyword_id`);
CREATE INDEX `idx_series_networks_network` ON `series_networks` (`network_id`);
CREATE TRIGGER provider_records_owner_on_insert BEFORE INSERT ON provider_records BEGIN
  SELECT RAISE(ABORT, 'provider_records: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'provider_records: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'provider_records: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'provider_records: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
END;
CREATE TRIGGER provider_records_owner_on_update BEFORE UPDATE OF entity_type, entity_id ON provider_records BEGIN
  SELECT RAISE(ABORT, 'provider_records: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'provider_records: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'provider_records: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'provider_records: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
END;
CREATE TRIGGER movies_told_rows AFTER DELETE ON movies BEGIN
  DELETE FROM provider_records WHERE entity_type = 'movie' AND entity_id = OLD.id;
  DELETE FROM item_events WHERE entity_type = 'movie' AND entity_id = OLD.id;
END;
CREATE TRIGGER series_told_rows AFTER DELETE ON series BEGIN
  DELETE FROM provider_records WHERE entity_type = 'series' AND entity_id = OLD.id;
  DELETE FROM item_events WHERE entity_type = 'series' AND entity_id = OLD.id;
END;
CREATE TRIGGER seasons_told_rows AFTER DELETE ON seasons BEGIN
  DELETE FROM provider_records WHERE entity_type = 'season' AND entity_id = OLD.id;
  DELETE FROM item_events WHERE entity_type = 'season' AND entity_id = OLD.id;
END;
CREATE TRIGGER episodes_told_rows AFTER DELETE ON episodes BEGIN
  DELETE FROM provider_records WHERE entity_type = 'episode' AND entity_id = OLD.id;
  DELETE FROM item_events WHERE entity_type = 'episode' AND entity_id = OLD.id;
END;
CREATE TRIGGER actors_told_rows AFTER DELETE ON actors BEGIN
  DELETE FROM item_events WHERE entity_type = 'actor' AND entity_id = OLD.id;
END;
CREATE TRIGGER collections_told_rows AFTER DELETE ON collections BEGIN
  DELETE FROM item_events WHERE entity_type = 'collection' AND entity_id = OLD.id;
END;
CREATE TRIGGER crew_told_rows AFTER DELETE ON crew BEGIN
  DELETE FROM item_events WHERE entity_type = 'crew' AND entity_id = OLD.id;
END;
