CREATE TABLE `accounts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`provider` text NOT NULL,
	`provider_account_id` text NOT NULL,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `accounts_provider_unique` ON `accounts` (`provider`,`provider_account_id`);
CREATE TABLE `actors` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`name_normalized` text NOT NULL,
	`tmdb_id` integer,
	`imdb_id` text,
	`image_cache_path` text,
	`image_hash` text,
	`image_ctime` integer,
	`image_url` text,
	`identification_status` text DEFAULT 'identified' NOT NULL,
	`enrichment_priority` integer DEFAULT 5 NOT NULL,
	`name_locked` integer DEFAULT false NOT NULL,
	`image_locked` integer DEFAULT false NOT NULL,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	CONSTRAINT "actors_identification_status_check" CHECK("identification_status" in ('identified', 'enriched'))
);
CREATE UNIQUE INDEX `actors_tmdb_unique` ON `actors` (`tmdb_id`);
CREATE UNIQUE INDEX `actors_name_unique` ON `actors` (`name_normalized`) WHERE "tmdb_id" is null;
CREATE INDEX `idx_actors_tmdb` ON `actors` (`tmdb_id`);
CREATE INDEX `idx_actors_name_normalized` ON `actors` (`name_normalized`);
CREATE INDEX `idx_actors_identification` ON `actors` (`identification_status`);
CREATE TABLE `api_keys` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`name` text NOT NULL,
	`prefix` text NOT NULL,
	`key_hash` text NOT NULL,
	`role` text NOT NULL,
	`expires_at` timestamp,
	`last_used_at` timestamp,
	`revoked_at` timestamp,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "api_keys_role_check" CHECK("role" in ('admin', 'editor', 'viewer'))
);
CREATE UNIQUE INDEX `api_keys_hash_unique` ON `api_keys` (`key_hash`);
CREATE INDEX `idx_api_keys_user` ON `api_keys` (`user_id`);
CREATE TABLE `asset_candidates` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` integer NOT NULL,
	`asset_type` text NOT NULL,
	`provider` text NOT NULL,
	`provider_id` text,
	`url` text NOT NULL,
	`width` integer,
	`height` integer,
	`language` text,
	`vote_average` real,
	`vote_count` integer,
	`likes` integer,
	`score` real,
	`score_breakdown` text,
	`is_selected` integer DEFAULT false NOT NULL,
	`rank` integer,
	`is_blocked` integer DEFAULT false NOT NULL,
	`user_locked` integer DEFAULT false NOT NULL,
	`cache_file_id` integer,
	`failure_reason` text,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`last_refreshed` timestamp,
	FOREIGN KEY (`cache_file_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "asset_candidates_entity_type_check" CHECK("entity_type" in ('movie', 'episode', 'series', 'season', 'actor', 'collection', 'crew'))
);
CREATE UNIQUE INDEX `asset_candidates_unique` ON `asset_candidates` (`entity_type`,`entity_id`,`asset_type`,`url`);
CREATE INDEX `idx_candidates_entity` ON `asset_candidates` (`entity_type`,`entity_id`);
CREATE INDEX `idx_candidates_selected` ON `asset_candidates` (`is_selected`);
CREATE INDEX `idx_candidates_score` ON `asset_candidates` ("score" desc);
CREATE INDEX `idx_candidates_cache` ON `asset_candidates` (`cache_file_id`);
CREATE TABLE `audio_streams` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`movie_id` integer,
	`episode_id` integer,
	`media_part_id` integer,
	`stream_index` integer NOT NULL,
	`codec` text NOT NULL,
	`channels` integer NOT NULL,
	`channel_layout` text,
	`sample_rate` integer,
	`bitrate` integer,
	`language` text,
	`title` text,
	`is_default` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`episode_id`) REFERENCES `episodes`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`media_part_id`) REFERENCES `media_parts`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "audio_streams_owner_check" CHECK(("movie_id" is not null) != ("episode_id" is not null))
);
CREATE INDEX `idx_audio_streams_movie` ON `audio_streams` (`movie_id`);
CREATE INDEX `idx_audio_streams_episode` ON `audio_streams` (`episode_id`);
CREATE TABLE `audit_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer,
	`action` text NOT NULL,
	`entity_type` text,
	`entity_id` integer,
	`details` text,
	`address` text,
	`happened_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
);
CREATE INDEX `idx_audit_log_time` ON `audit_log` (`happened_at`);
CREATE INDEX `idx_audit_log_user` ON `audit_log` (`user_id`,`happened_at`);
CREATE TABLE `cache_image_files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` integer NOT NULL,
	`file_path` text NOT NULL,
	`file_name` text NOT NULL,
	`file_size` integer NOT NULL,
	`file_hash` text NOT NULL,
	`perceptual_hash` text,
	`difference_hash` text,
	`image_type` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`format` text NOT NULL,
	`has_alpha` integer,
	`foreground_ratio` real,
	`thumbhash` text,
	`source_type` text,
	`source_url` text,
	`provider_name` text,
	`classification_score` integer,
	`is_locked` integer DEFAULT false NOT NULL,
	`discovered_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`last_accessed_at` timestamp,
	CONSTRAINT "cache_image_files_entity_type_check" CHECK("entity_type" in ('movie', 'episode', 'series', 'season', 'actor', 'collection', 'crew')),
	CONSTRAINT "cache_image_files_image_type_check" CHECK("image_type" in ('poster', 'fanart', 'banner', 'clearlogo', 'clearart', 'discart', 'landscape', 'keyart', 'characterart', 'thumb', 'actor_thumb', 'unknown')),
	CONSTRAINT "cache_image_files_source_type_check" CHECK("source_type" in ('provider', 'local', 'user'))
);
CREATE UNIQUE INDEX `cache_image_files_unique` ON `cache_image_files` (`entity_type`,`entity_id`,`image_type`,`file_hash`);
CREATE INDEX `idx_cache_images_entity_score` ON `cache_image_files` (`entity_type`,`entity_id`,`image_type`,"classification_score" desc,"discovered_at" desc);
CREATE INDEX `idx_cache_images_hash` ON `cache_image_files` (`file_hash`);
CREATE INDEX `idx_cache_images_locked` ON `cache_image_files` (`is_locked`);
CREATE TABLE `cache_video_files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` integer NOT NULL,
	`file_path` text NOT NULL,
	`file_name` text NOT NULL,
	`file_size` integer NOT NULL,
	`file_hash` text NOT NULL,
	`duration_seconds` integer,
	`width` integer,
	`height` integer,
	`codec` text,
	`format` text NOT NULL,
	`source_type` text,
	`source_url` text,
	`provider_name` text,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`last_accessed_at` timestamp,
	CONSTRAINT "cache_video_files_entity_type_check" CHECK("entity_type" in ('movie', 'episode', 'series', 'season')),
	CONSTRAINT "cache_video_files_source_type_check" CHECK("source_type" in ('provider', 'user', 'upload'))
);
CREATE UNIQUE INDEX `cache_video_files_unique` ON `cache_video_files` (`entity_type`,`entity_id`,`file_hash`);
CREATE INDEX `idx_cache_videos_entity` ON `cache_video_files` (`entity_type`,`entity_id`);
CREATE INDEX `idx_cache_videos_hash` ON `cache_video_files` (`file_hash`);
CREATE TABLE `collections` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`sort_title` text,
	`overview` text,
	`tmdb_id` integer,
	`poster_id` integer,
	`fanart_id` integer,
	`name_locked` integer DEFAULT false NOT NULL,
	`overview_locked` integer DEFAULT false NOT NULL,
	`poster_locked` integer DEFAULT false NOT NULL,
	`fanart_locked` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`poster_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`fanart_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null
);
CREATE UNIQUE INDEX `collections_tmdb_unique` ON `collections` (`tmdb_id`);
CREATE UNIQUE INDEX `collections_name_unique` ON `collections` (`name`) WHERE "tmdb_id" is null;
CREATE TABLE `configuration` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text,
	`type` text,
	`description` text,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
);
CREATE TABLE `countries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`code` text
);
CREATE UNIQUE INDEX `countries_name_unique` ON `countries` (`name`);
CREATE TABLE `crew` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`tmdb_id` integer,
	`imdb_id` text,
	`thumb_id` integer,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`thumb_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null
);
CREATE UNIQUE INDEX `crew_tmdb_unique` ON `crew` (`tmdb_id`);
CREATE UNIQUE INDEX `crew_name_unique` ON `crew` (`name`) WHERE "tmdb_id" is null;
CREATE TABLE `episode_actors` (
	`episode_id` integer NOT NULL,
	`actor_id` integer NOT NULL,
	`role` text,
	`sort_order` integer,
	PRIMARY KEY(`episode_id`, `actor_id`),
	FOREIGN KEY (`episode_id`) REFERENCES `episodes`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`actor_id`) REFERENCES `actors`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `idx_episode_actors_episode` ON `episode_actors` (`episode_id`);
CREATE INDEX `idx_episode_actors_actor` ON `episode_actors` (`actor_id`);
CREATE TABLE `episode_crew` (
	`episode_id` integer NOT NULL,
	`crew_id` integer NOT NULL,
	`job` text NOT NULL,
	`department` text,
	`sort_order` integer,
	PRIMARY KEY(`episode_id`, `crew_id`, `job`),
	FOREIGN KEY (`episode_id`) REFERENCES `episodes`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`crew_id`) REFERENCES `crew`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `idx_episode_crew_crew` ON `episode_crew` (`crew_id`);
CREATE TABLE `episodes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`series_id` integer NOT NULL,
	`season_id` integer NOT NULL,
	`file_path` text NOT NULL,
	`file_size` integer,
	`file_modified` timestamp,
	`season_number` integer NOT NULL,
	`episode_number` integer NOT NULL,
	`absolute_number` integer,
	`display_season` integer,
	`display_episode` integer,
	`numbering` text DEFAULT 'aired' NOT NULL,
	`parsed` text,
	`title` text,
	`plot` text,
	`air_date` date,
	`runtime` integer,
	`user_rating` real,
	`tmdb_id` integer,
	`tvdb_id` integer,
	`imdb_id` text,
	`thumbnail_id` integer,
	`missing_at` timestamp,
	`deleted_at` timestamp,
	`version` integer DEFAULT 1 NOT NULL,
	`title_locked` integer DEFAULT false NOT NULL,
	`plot_locked` integer DEFAULT false NOT NULL,
	`air_date_locked` integer DEFAULT false NOT NULL,
	`runtime_locked` integer DEFAULT false NOT NULL,
	`user_rating_locked` integer DEFAULT false NOT NULL,
	`directors_locked` integer DEFAULT false NOT NULL,
	`writers_locked` integer DEFAULT false NOT NULL,
	`actors_order_locked` integer DEFAULT false NOT NULL,
	`thumbnail_locked` integer DEFAULT false NOT NULL,
	`trailer_locked` integer DEFAULT false NOT NULL,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`season_id`) REFERENCES `seasons`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`thumbnail_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "episodes_numbering_check" CHECK("numbering" in ('aired', 'absolute', 'date', 'provisional'))
);
CREATE UNIQUE INDEX `episodes_file_unique` ON `episodes` (`file_path`,`season_number`,`episode_number`);
CREATE UNIQUE INDEX `episodes_number_unique` ON `episodes` (`series_id`,`season_number`,`episode_number`);
CREATE INDEX `idx_episodes_series` ON `episodes` (`series_id`);
CREATE INDEX `idx_episodes_season` ON `episodes` (`season_id`);
CREATE INDEX `idx_episodes_file_path` ON `episodes` (`file_path`);
CREATE TABLE `exclusions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`library_id` integer NOT NULL,
	`path` text NOT NULL,
	`title` text,
	`created_by` integer,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `exclusions_path_unique` ON `exclusions` (`path`);
CREATE TABLE `extras` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`movie_id` integer,
	`series_id` integer,
	`kind` text NOT NULL,
	`path` text NOT NULL,
	`title` text,
	`size` integer,
	`mtime` real,
	`monitored` integer DEFAULT true NOT NULL,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "extras_owner_check" CHECK(("movie_id" is not null) != ("series_id" is not null))
);
CREATE UNIQUE INDEX `extras_path_unique` ON `extras` (`path`);
CREATE INDEX `idx_extras_movie` ON `extras` (`movie_id`);
CREATE INDEX `idx_extras_series` ON `extras` (`series_id`);
CREATE TABLE `field_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` integer NOT NULL,
	`field` text NOT NULL,
	`old_value` text,
	`new_value` text,
	`source` text NOT NULL,
	`user_id` integer,
	`job_id` integer,
	`changed_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`undone_at` timestamp,
	`undo_of` integer
);
CREATE INDEX `idx_field_changes_entity` ON `field_changes` (`entity_type`,`entity_id`,`field`,`id`);
CREATE INDEX `idx_field_changes_job` ON `field_changes` (`job_id`);
CREATE INDEX `idx_field_changes_time` ON `field_changes` (`changed_at`);
CREATE TABLE `folder_fingerprints` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`library_id` integer NOT NULL,
	`path` text NOT NULL,
	`fingerprint` text NOT NULL,
	`file_count` integer DEFAULT 0 NOT NULL,
	`scanned_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `folder_fingerprints_path_unique` ON `folder_fingerprints` (`path`);
CREATE INDEX `idx_folder_fingerprints_library` ON `folder_fingerprints` (`library_id`);
CREATE TABLE `genres` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL
);
CREATE UNIQUE INDEX `genres_name_unique` ON `genres` (`name`);
CREATE TABLE `ignore_patterns` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`library_id` integer,
	`pattern` text NOT NULL,
	`kind` text DEFAULT 'glob' NOT NULL,
	`is_system` integer DEFAULT false NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "ignore_patterns_kind_check" CHECK("kind" in ('exact', 'glob'))
);
CREATE UNIQUE INDEX `ignore_patterns_pattern_unique` ON `ignore_patterns` (`library_id`,`pattern`);
CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`type` text NOT NULL,
	`status` text DEFAULT 'pending' NOT NULL,
	`priority` integer DEFAULT 5 NOT NULL,
	`entity_type` text,
	`entity_id` integer,
	`payload` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`max_attempts` integer DEFAULT 3 NOT NULL,
	`worker_id` text,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`started_at` timestamp,
	`completed_at` timestamp,
	`next_retry` timestamp,
	`result` text,
	`error` text,
	`dedupe_key` text,
	`progress` integer DEFAULT 0 NOT NULL,
	`progress_note` text,
	`heartbeat_at` timestamp,
	`cancel_requested_at` timestamp,
	`created_by` integer,
	`lane` text DEFAULT 'default' NOT NULL,
	`run_id` text,
	`claim_no` integer DEFAULT 0 NOT NULL,
	CONSTRAINT "jobs_priority_check" CHECK("priority" between 1 and 10),
	CONSTRAINT "jobs_status_check" CHECK("status" in ('pending', 'running', 'completed', 'failed', 'cancelled'))
);
CREATE INDEX `idx_jobs_status_priority` ON `jobs` (`status`,`priority`);
CREATE INDEX `idx_jobs_type` ON `jobs` (`type`);
CREATE INDEX `idx_jobs_entity` ON `jobs` (`entity_type`,`entity_id`);
CREATE INDEX `idx_jobs_ready` ON `jobs` (`lane`,`priority`,`id`) WHERE "status" = 'pending' and "next_retry" is null;
CREATE INDEX `idx_jobs_delayed` ON `jobs` (`next_retry`) WHERE "status" = 'pending' and "next_retry" is not null;
CREATE INDEX `idx_jobs_running` ON `jobs` (`heartbeat_at`) WHERE "status" = 'running';
CREATE INDEX `idx_jobs_running_key` ON `jobs` (`dedupe_key`) WHERE "status" = 'running' and "dedupe_key" is not null;
CREATE INDEX `idx_jobs_run` ON `jobs` (`run_id`,`status`);
CREATE INDEX `idx_jobs_status_id` ON `jobs` (`status`,`id`);
CREATE INDEX `idx_jobs_completed` ON `jobs` (`status`,`completed_at`);
CREATE UNIQUE INDEX `jobs_dedupe_unique` ON `jobs` (`dedupe_key`) WHERE "status" = 'pending' and "dedupe_key" is not null;
CREATE TABLE `libraries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`path` text NOT NULL,
	`type` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`profile` text DEFAULT 'kodi' NOT NULL,
	`automation` text DEFAULT 'review' NOT NULL,
	`existing` text DEFAULT 'keep' NOT NULL,
	`nfo_policy` text DEFAULT 'import' NOT NULL,
	`language` text DEFAULT 'en' NOT NULL,
	`region` text DEFAULT 'US' NOT NULL,
	`artwork` text,
	`last_scanned_at` timestamp,
	`version` integer DEFAULT 1 NOT NULL,
	`deleted_at` timestamp,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	CONSTRAINT "libraries_type_check" CHECK("type" in ('movie', 'tv', 'music')),
	CONSTRAINT "libraries_profile_check" CHECK("profile" in ('kodi', 'jellyfin', 'emby', 'plex')),
	CONSTRAINT "libraries_automation_check" CHECK("automation" in ('manual', 'review', 'full')),
	CONSTRAINT "libraries_existing_check" CHECK("existing" in ('keep', 'replace')),
	CONSTRAINT "libraries_nfo_policy_check" CHECK("nfo_policy" in ('import', 'overwrite', 'ask'))
);
CREATE UNIQUE INDEX `libraries_path_unique` ON `libraries` (`path`);
CREATE INDEX `idx_libraries_type` ON `libraries` (`type`);
CREATE TABLE `library_image_files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`cache_file_id` integer NOT NULL,
	`file_path` text NOT NULL,
	`kind` text,
	`size` integer,
	`mtime` real,
	`hash` text,
	`published_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`cache_file_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `library_image_files_path_unique` ON `library_image_files` (`file_path`);
CREATE INDEX `idx_library_images_cache` ON `library_image_files` (`cache_file_id`);
CREATE INDEX `idx_library_images_path` ON `library_image_files` (`file_path`);
CREATE TABLE `library_nfo_files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` integer NOT NULL,
	`path` text NOT NULL,
	`hash` text NOT NULL,
	`size` integer,
	`mtime` real,
	`snapshot` text,
	`kept` text,
	`published_at` timestamp,
	`read_at` timestamp,
	`pending` text,
	CONSTRAINT "library_nfo_files_entity_type_check" CHECK("entity_type" in ('movie', 'series', 'season', 'episode', 'collection'))
);
CREATE UNIQUE INDEX `library_nfo_files_path_unique` ON `library_nfo_files` (`path`,`entity_type`,`entity_id`);
CREATE INDEX `idx_library_nfo_entity` ON `library_nfo_files` (`entity_type`,`entity_id`);
CREATE TABLE `library_roots` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`library_id` integer NOT NULL,
	`path` text NOT NULL,
	`device` text,
	`sentinel` text,
	`last_seen` timestamp,
	`state` text DEFAULT 'online' NOT NULL,
	`state_reason` text,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "library_roots_state_check" CHECK("state" in ('online', 'offline'))
);
CREATE UNIQUE INDEX `library_roots_path_unique` ON `library_roots` (`path`);
CREATE INDEX `idx_library_roots_library` ON `library_roots` (`library_id`);
CREATE TABLE `library_video_files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`cache_file_id` integer NOT NULL,
	`file_path` text NOT NULL,
	`size` integer,
	`mtime` real,
	`hash` text,
	`published_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`cache_file_id`) REFERENCES `cache_video_files`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `library_video_files_path_unique` ON `library_video_files` (`file_path`);
CREATE INDEX `idx_library_videos_cache` ON `library_video_files` (`cache_file_id`);
CREATE TABLE `login_attempts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`failed_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
);
CREATE INDEX `idx_login_attempts_key` ON `login_attempts` (`key`,`failed_at`);
CREATE TABLE `media_parts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`movie_id` integer,
	`episode_id` integer,
	`kind` text NOT NULL,
	`path` text NOT NULL,
	`part_number` integer,
	`edition` text,
	`resolution` text,
	`size` integer,
	`mtime` real,
	`inode` text,
	`partial_hash` text,
	`duration_seconds` real,
	`container` text,
	`probe_key` text,
	`probe_error` text,
	`missing_at` timestamp,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`episode_id`) REFERENCES `episodes`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "media_parts_kind_check" CHECK("kind" in ('part', 'version')),
	CONSTRAINT "media_parts_owner_check" CHECK(("movie_id" is not null) != ("episode_id" is not null))
);
CREATE UNIQUE INDEX `media_parts_path_unique` ON `media_parts` (`path`);
CREATE INDEX `idx_media_parts_movie` ON `media_parts` (`movie_id`);
CREATE INDEX `idx_media_parts_episode` ON `media_parts` (`episode_id`);
CREATE INDEX `idx_media_parts_hash` ON `media_parts` (`partial_hash`);
CREATE TABLE `media_player_groups` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL
);
CREATE UNIQUE INDEX `media_player_groups_name_unique` ON `media_player_groups` (`name`);
CREATE TABLE `media_player_path_mappings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`player_id` integer NOT NULL,
	`local_path` text NOT NULL,
	`player_path` text NOT NULL,
	FOREIGN KEY (`player_id`) REFERENCES `media_players`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `media_player_path_mappings_unique` ON `media_player_path_mappings` (`player_id`,`local_path`);
CREATE TABLE `media_players` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`group_id` integer,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`url` text NOT NULL,
	`username` text,
	`secret` text,
	`enabled` integer DEFAULT true NOT NULL,
	`settings` text,
	`last_seen_at` timestamp,
	`last_error` text,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`group_id`) REFERENCES `media_player_groups`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "media_players_kind_check" CHECK("kind" in ('kodi', 'jellyfin', 'emby', 'plex'))
);
CREATE TABLE `movie_actors` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`movie_id` integer NOT NULL,
	`actor_id` integer NOT NULL,
	`role` text,
	`actor_order` integer,
	`role_locked` integer DEFAULT false NOT NULL,
	`removed` integer DEFAULT false NOT NULL,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`actor_id`) REFERENCES `actors`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `movie_actors_unique` ON `movie_actors` (`movie_id`,`actor_id`);
CREATE INDEX `idx_movie_actors_movie` ON `movie_actors` (`movie_id`);
CREATE INDEX `idx_movie_actors_actor` ON `movie_actors` (`actor_id`);
CREATE TABLE `movie_countries` (
	`movie_id` integer NOT NULL,
	`country_id` integer NOT NULL,
	PRIMARY KEY(`movie_id`, `country_id`),
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `idx_movie_countries_country` ON `movie_countries` (`country_id`);
CREATE TABLE `movie_crew` (
	`movie_id` integer NOT NULL,
	`crew_id` integer NOT NULL,
	`job` text NOT NULL,
	`department` text,
	`sort_order` integer,
	PRIMARY KEY(`movie_id`, `crew_id`, `job`),
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`crew_id`) REFERENCES `crew`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `idx_movie_crew_crew` ON `movie_crew` (`crew_id`);
CREATE TABLE `movie_external_ids` (
	`movie_id` integer PRIMARY KEY NOT NULL,
	`facebook_id` text,
	`instagram_id` text,
	`twitter_id` text,
	`wikidata_id` text,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `idx_movie_external_ids_updated` ON `movie_external_ids` (`updated_at`);
CREATE TABLE `movie_genres` (
	`movie_id` integer NOT NULL,
	`genre_id` integer NOT NULL,
	PRIMARY KEY(`movie_id`, `genre_id`),
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`genre_id`) REFERENCES `genres`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `idx_movie_genres_genre` ON `movie_genres` (`genre_id`);
CREATE TABLE `movie_studios` (
	`movie_id` integer NOT NULL,
	`studio_id` integer NOT NULL,
	PRIMARY KEY(`movie_id`, `studio_id`),
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`studio_id`) REFERENCES `studios`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `idx_movie_studios_studio` ON `movie_studios` (`studio_id`);
CREATE TABLE `movie_tags` (
	`movie_id` integer NOT NULL,
	`tag_id` integer NOT NULL,
	PRIMARY KEY(`movie_id`, `tag_id`),
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`tag_id`) REFERENCES `tags`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `idx_movie_tags_tag` ON `movie_tags` (`tag_id`);
CREATE TABLE `movie_titles` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`movie_id` integer NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`language` text,
	`region` text,
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "movie_titles_kind_check" CHECK("kind" in ('alternative', 'translated'))
);
CREATE INDEX `idx_movie_titles_movie` ON `movie_titles` (`movie_id`);
CREATE TABLE `movies` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`library_id` integer NOT NULL,
	`file_path` text NOT NULL,
	`file_name` text NOT NULL,
	`file_size` integer,
	`file_modified` timestamp,
	`title` text NOT NULL,
	`original_title` text,
	`sort_title` text,
	`sort_key` text DEFAULT '' NOT NULL,
	`search_text` text DEFAULT '' NOT NULL,
	`year` integer,
	`release_date` date,
	`runtime` integer,
	`plot` text,
	`outline` text,
	`tagline` text,
	`rating` real,
	`vote_count` integer,
	`user_rating` real,
	`mpaa_rating` text,
	`content_rating` text,
	`budget` integer,
	`revenue` integer,
	`homepage` text,
	`original_language` text,
	`popularity` real,
	`status` text,
	`tmdb_id` integer,
	`imdb_id` text,
	`tvdb_id` integer,
	`collection_id` integer,
	`genres` text,
	`directors` text,
	`writers` text,
	`studios` text,
	`countries` text,
	`tags` text,
	`trailer_url` text,
	`poster_id` integer,
	`fanart_id` integer,
	`logo_id` integer,
	`banner_id` integer,
	`clearart_id` integer,
	`discart_id` integer,
	`identification_status` text DEFAULT 'discovered' NOT NULL,
	`monitored` integer DEFAULT true NOT NULL,
	`last_scanned` timestamp,
	`last_enriched` timestamp,
	`last_published` timestamp,
	`published_version` integer,
	`missing_at` timestamp,
	`deleted_at` timestamp,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`title_locked` integer DEFAULT false NOT NULL,
	`original_title_locked` integer DEFAULT false NOT NULL,
	`sort_title_locked` integer DEFAULT false NOT NULL,
	`year_locked` integer DEFAULT false NOT NULL,
	`release_date_locked` integer DEFAULT false NOT NULL,
	`runtime_locked` integer DEFAULT false NOT NULL,
	`plot_locked` integer DEFAULT false NOT NULL,
	`outline_locked` integer DEFAULT false NOT NULL,
	`tagline_locked` integer DEFAULT false NOT NULL,
	`rating_locked` integer DEFAULT false NOT NULL,
	`user_rating_locked` integer DEFAULT false NOT NULL,
	`mpaa_rating_locked` integer DEFAULT false NOT NULL,
	`content_rating_locked` integer DEFAULT false NOT NULL,
	`collection_locked` integer DEFAULT false NOT NULL,
	`genres_locked` integer DEFAULT false NOT NULL,
	`directors_locked` integer DEFAULT false NOT NULL,
	`writers_locked` integer DEFAULT false NOT NULL,
	`studios_locked` integer DEFAULT false NOT NULL,
	`countries_locked` integer DEFAULT false NOT NULL,
	`tags_locked` integer DEFAULT false NOT NULL,
	`actors_order_locked` integer DEFAULT false NOT NULL,
	`trailer_locked` integer DEFAULT false NOT NULL,
	`poster_locked` integer DEFAULT false NOT NULL,
	`fanart_locked` integer DEFAULT false NOT NULL,
	`logo_locked` integer DEFAULT false NOT NULL,
	`banner_locked` integer DEFAULT false NOT NULL,
	`clearart_locked` integer DEFAULT false NOT NULL,
	`discart_locked` integer DEFAULT false NOT NULL,
	`landscape_locked` integer DEFAULT false NOT NULL,
	`keyart_locked` integer DEFAULT false NOT NULL,
	`thumb_locked` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection_id`) REFERENCES `collections`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`poster_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`fanart_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`logo_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`banner_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`clearart_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`discart_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "movies_identification_status_check" CHECK("identification_status" in ('discovered', 'identified', 'enriched', 'needs_identification'))
);
CREATE UNIQUE INDEX `movies_file_path_unique` ON `movies` (`file_path`);
CREATE INDEX `idx_movies_library` ON `movies` (`library_id`);
CREATE INDEX `idx_movies_tmdb` ON `movies` (`tmdb_id`);
CREATE INDEX `idx_movies_monitored` ON `movies` (`monitored`);
CREATE INDEX `idx_movies_status` ON `movies` (`identification_status`);
CREATE INDEX `idx_movies_popularity` ON `movies` ("popularity" desc);
CREATE INDEX `idx_movies_budget` ON `movies` (`budget`);
CREATE INDEX `idx_movies_revenue` ON `movies` (`revenue`);
CREATE INDEX `idx_movies_original_language` ON `movies` (`original_language`);
CREATE INDEX `idx_movies_sort` ON `movies` (`sort_key`,`id`);
CREATE INDEX `idx_movies_year` ON `movies` (`year`,`id`);
CREATE INDEX `idx_movies_created` ON `movies` (`created_at`,`id`);
CREATE INDEX `idx_movies_collection` ON `movies` (`collection_id`);
CREATE TABLE `notification_channels` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`settings` text,
	`secret` text,
	`events` text,
	`enabled` integer DEFAULT true NOT NULL,
	`last_error` text,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	CONSTRAINT "notification_channels_kind_check" CHECK("kind" in ('webhook', 'discord', 'ntfy', 'email'))
);
CREATE TABLE `provider_cache` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`provider` text NOT NULL,
	`request_key` text NOT NULL,
	`kind` text,
	`status` integer NOT NULL,
	`etag` text,
	`last_modified` text,
	`body` text,
	`size` integer,
	`fetched_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`expires_at` timestamp NOT NULL
);
CREATE UNIQUE INDEX `provider_cache_key_unique` ON `provider_cache` (`provider`,`request_key`);
CREATE INDEX `idx_provider_cache_expires` ON `provider_cache` (`expires_at`);
CREATE TABLE `provider_episodes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`series_id` integer NOT NULL,
	`provider` text NOT NULL,
	`episode_order` text DEFAULT 'aired' NOT NULL,
	`season_number` integer NOT NULL,
	`episode_number` integer NOT NULL,
	`absolute_number` integer,
	`air_date` date,
	`title` text,
	`ids` text,
	`fetched_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `provider_episodes_number_unique` ON `provider_episodes` (`series_id`,`provider`,`episode_order`,`season_number`,`episode_number`);
CREATE TABLE `rate_limits` (
	`key` text PRIMARY KEY NOT NULL,
	`tokens` real NOT NULL,
	`refilled_at_ms` real NOT NULL,
	`blocked_until_ms` real,
	`failures_in_a_row` integer DEFAULT 0 NOT NULL,
	`open_until_ms` real,
	`last_error` text,
	`request_count` integer DEFAULT 0 NOT NULL,
	`error_count` integer DEFAULT 0 NOT NULL,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
);
CREATE TABLE `ratings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` integer NOT NULL,
	`source` text NOT NULL,
	`value` real NOT NULL,
	`max` real DEFAULT 10 NOT NULL,
	`votes` integer,
	`is_default` integer DEFAULT false NOT NULL,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	CONSTRAINT "ratings_entity_type_check" CHECK("entity_type" in ('movie', 'series', 'season', 'episode'))
);
CREATE UNIQUE INDEX `ratings_source_unique` ON `ratings` (`entity_type`,`entity_id`,`source`);
CREATE TABLE `recycle_bin` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`original_path` text NOT NULL,
	`recycle_path` text NOT NULL,
	`file_type` text,
	`file_size` integer,
	`file_hash` text,
	`reason` text,
	`deleted_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`deleted_by` integer,
	`job_id` integer,
	`expires_at` timestamp,
	`restored_at` timestamp,
	`purged_at` timestamp,
	`entity_type` text,
	`entity_id` integer,
	`snapshot` text
);
CREATE INDEX `idx_recycle_expires` ON `recycle_bin` (`expires_at`);
CREATE INDEX `idx_recycle_entity` ON `recycle_bin` (`entity_type`,`entity_id`);
CREATE TABLE `review_candidates` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` integer NOT NULL,
	`provider` text NOT NULL,
	`provider_id` text NOT NULL,
	`title` text NOT NULL,
	`original_title` text,
	`year` integer,
	`runtime` integer,
	`overview` text,
	`poster_url` text,
	`score` real NOT NULL,
	`reasons` text,
	`rank` integer NOT NULL,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	CONSTRAINT "review_candidates_entity_type_check" CHECK("entity_type" in ('movie', 'series'))
);
CREATE UNIQUE INDEX `review_candidates_unique` ON `review_candidates` (`entity_type`,`entity_id`,`provider`,`provider_id`);
CREATE TABLE `scan_runs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`library_id` integer NOT NULL,
	`job_id` integer,
	`status` text DEFAULT 'running' NOT NULL,
	`started_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`finished_at` timestamp,
	`files_seen` integer DEFAULT 0 NOT NULL,
	`folders_seen` integer DEFAULT 0 NOT NULL,
	`folders_changed` integer DEFAULT 0 NOT NULL,
	`added` integer DEFAULT 0 NOT NULL,
	`changed` integer DEFAULT 0 NOT NULL,
	`moved` integer DEFAULT 0 NOT NULL,
	`missing` integer DEFAULT 0 NOT NULL,
	`skipped` integer DEFAULT 0 NOT NULL,
	`problems` text,
	`error` text,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "scan_runs_status_check" CHECK("status" in ('running', 'completed', 'failed', 'cancelled'))
);
CREATE INDEX `idx_scan_runs_library` ON `scan_runs` (`library_id`,`started_at`);
CREATE TABLE `schedules` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`job_type` text NOT NULL,
	`library_id` integer,
	`payload` text,
	`cron` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`next_run_at` timestamp,
	`last_run_at` timestamp,
	`last_job_id` integer,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `schedules_name_unique` ON `schedules` (`name`);
CREATE INDEX `idx_schedules_next` ON `schedules` (`next_run_at`);
CREATE TABLE `seasons` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`series_id` integer NOT NULL,
	`season_number` integer NOT NULL,
	`title` text,
	`plot` text,
	`air_date` date,
	`tmdb_id` integer,
	`tvdb_id` integer,
	`imdb_id` text,
	`poster_id` integer,
	`missing_at` timestamp,
	`deleted_at` timestamp,
	`version` integer DEFAULT 1 NOT NULL,
	`title_locked` integer DEFAULT false NOT NULL,
	`plot_locked` integer DEFAULT false NOT NULL,
	`air_date_locked` integer DEFAULT false NOT NULL,
	`poster_locked` integer DEFAULT false NOT NULL,
	`fanart_locked` integer DEFAULT false NOT NULL,
	`banner_locked` integer DEFAULT false NOT NULL,
	`landscape_locked` integer DEFAULT false NOT NULL,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`poster_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null
);
CREATE UNIQUE INDEX `seasons_number_unique` ON `seasons` (`series_id`,`season_number`);
CREATE INDEX `idx_seasons_series` ON `seasons` (`series_id`);
CREATE TABLE `series` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`library_id` integer NOT NULL,
	`directory_path` text NOT NULL,
	`title` text NOT NULL,
	`original_title` text,
	`sort_title` text,
	`sort_key` text DEFAULT '' NOT NULL,
	`search_text` text DEFAULT '' NOT NULL,
	`year` integer,
	`first_aired` date,
	`status` text,
	`plot` text,
	`outline` text,
	`tagline` text,
	`runtime` integer,
	`content_rating` text,
	`user_rating` real,
	`original_language` text,
	`episode_order` text DEFAULT 'aired' NOT NULL,
	`tmdb_id` integer,
	`tvdb_id` integer,
	`imdb_id` text,
	`poster_id` integer,
	`fanart_id` integer,
	`banner_id` integer,
	`logo_id` integer,
	`identification_status` text DEFAULT 'discovered' NOT NULL,
	`monitored` integer DEFAULT true NOT NULL,
	`last_scanned` timestamp,
	`last_enriched` timestamp,
	`last_published` timestamp,
	`missing_at` timestamp,
	`deleted_at` timestamp,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`title_locked` integer DEFAULT false NOT NULL,
	`original_title_locked` integer DEFAULT false NOT NULL,
	`sort_title_locked` integer DEFAULT false NOT NULL,
	`year_locked` integer DEFAULT false NOT NULL,
	`first_aired_locked` integer DEFAULT false NOT NULL,
	`status_locked` integer DEFAULT false NOT NULL,
	`plot_locked` integer DEFAULT false NOT NULL,
	`outline_locked` integer DEFAULT false NOT NULL,
	`tagline_locked` integer DEFAULT false NOT NULL,
	`runtime_locked` integer DEFAULT false NOT NULL,
	`content_rating_locked` integer DEFAULT false NOT NULL,
	`user_rating_locked` integer DEFAULT false NOT NULL,
	`episode_order_locked` integer DEFAULT false NOT NULL,
	`genres_locked` integer DEFAULT false NOT NULL,
	`studios_locked` integer DEFAULT false NOT NULL,
	`countries_locked` integer DEFAULT false NOT NULL,
	`tags_locked` integer DEFAULT false NOT NULL,
	`actors_order_locked` integer DEFAULT false NOT NULL,
	`trailer_locked` integer DEFAULT false NOT NULL,
	`poster_locked` integer DEFAULT false NOT NULL,
	`fanart_locked` integer DEFAULT false NOT NULL,
	`banner_locked` integer DEFAULT false NOT NULL,
	`logo_locked` integer DEFAULT false NOT NULL,
	`clearart_locked` integer DEFAULT false NOT NULL,
	`landscape_locked` integer DEFAULT false NOT NULL,
	`keyart_locked` integer DEFAULT false NOT NULL,
	`characterart_locked` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`poster_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`fanart_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`banner_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`logo_id`) REFERENCES `cache_image_files`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "series_status_check" CHECK("status" in ('continuing', 'ended', 'cancelled')),
	CONSTRAINT "series_identification_status_check" CHECK("identification_status" in ('discovered', 'identified', 'enriched', 'needs_identification'))
);
CREATE UNIQUE INDEX `series_directory_path_unique` ON `series` (`directory_path`);
CREATE INDEX `idx_series_library` ON `series` (`library_id`);
CREATE INDEX `idx_series_tmdb` ON `series` (`tmdb_id`);
CREATE INDEX `idx_series_tvdb` ON `series` (`tvdb_id`);
CREATE INDEX `idx_series_sort` ON `series` (`sort_key`,`id`);
CREATE TABLE `series_actors` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`series_id` integer NOT NULL,
	`actor_id` integer NOT NULL,
	`role` text,
	`actor_order` integer,
	`role_locked` integer DEFAULT false NOT NULL,
	`removed` integer DEFAULT false NOT NULL,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`actor_id`) REFERENCES `actors`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `series_actors_unique` ON `series_actors` (`series_id`,`actor_id`);
CREATE INDEX `idx_series_actors_actor` ON `series_actors` (`actor_id`);
CREATE TABLE `series_countries` (
	`series_id` integer NOT NULL,
	`country_id` integer NOT NULL,
	PRIMARY KEY(`series_id`, `country_id`),
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `idx_series_countries_country` ON `series_countries` (`country_id`);
CREATE TABLE `series_crew` (
	`series_id` integer NOT NULL,
	`crew_id` integer NOT NULL,
	`job` text NOT NULL,
	`department` text,
	`sort_order` integer,
	PRIMARY KEY(`series_id`, `crew_id`, `job`),
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`crew_id`) REFERENCES `crew`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `idx_series_crew_crew` ON `series_crew` (`crew_id`);
CREATE TABLE `series_genres` (
	`series_id` integer NOT NULL,
	`genre_id` integer NOT NULL,
	PRIMARY KEY(`series_id`, `genre_id`),
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`genre_id`) REFERENCES `genres`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `idx_series_genres_genre` ON `series_genres` (`genre_id`);
CREATE TABLE `series_studios` (
	`series_id` integer NOT NULL,
	`studio_id` integer NOT NULL,
	PRIMARY KEY(`series_id`, `studio_id`),
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`studio_id`) REFERENCES `studios`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `idx_series_studios_studio` ON `series_studios` (`studio_id`);
CREATE TABLE `series_tags` (
	`series_id` integer NOT NULL,
	`tag_id` integer NOT NULL,
	PRIMARY KEY(`series_id`, `tag_id`),
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`tag_id`) REFERENCES `tags`(`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `idx_series_tags_tag` ON `series_tags` (`tag_id`);
CREATE TABLE `series_titles` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`series_id` integer NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`language` text,
	`region` text,
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "series_titles_kind_check" CHECK("kind" in ('alternative', 'translated'))
);
CREATE INDEX `idx_series_titles_series` ON `series_titles` (`series_id`);
CREATE TABLE `sessions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`token_hash` text NOT NULL,
	`user_id` integer NOT NULL,
	`address` text,
	`user_agent` text,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`last_seen_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`expires_at` timestamp NOT NULL,
	`revoked_at` timestamp,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `sessions_token_unique` ON `sessions` (`token_hash`);
CREATE INDEX `idx_sessions_user` ON `sessions` (`user_id`);
CREATE TABLE `studios` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`logo_path` text
);
CREATE UNIQUE INDEX `studios_name_unique` ON `studios` (`name`);
CREATE TABLE `subtitle_streams` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`movie_id` integer,
	`episode_id` integer,
	`media_part_id` integer,
	`stream_index` integer,
	`file_path` text,
	`codec` text,
	`language` text,
	`title` text,
	`is_forced` integer DEFAULT false NOT NULL,
	`is_default` integer DEFAULT false NOT NULL,
	`is_external` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`episode_id`) REFERENCES `episodes`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`media_part_id`) REFERENCES `media_parts`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "subtitle_streams_owner_check" CHECK(("movie_id" is not null) != ("episode_id" is not null))
);
CREATE INDEX `idx_subtitle_streams_movie` ON `subtitle_streams` (`movie_id`);
CREATE INDEX `idx_subtitle_streams_episode` ON `subtitle_streams` (`episode_id`);
CREATE TABLE `tags` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL
);
CREATE UNIQUE INDEX `tags_name_unique` ON `tags` (`name`);
CREATE TABLE `trailer_candidates` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` integer NOT NULL,
	`source_type` text NOT NULL,
	`source_url` text,
	`provider_name` text,
	`provider_video_id` text,
	`tmdb_name` text,
	`tmdb_official` integer,
	`tmdb_language` text,
	`analyzed` integer DEFAULT false NOT NULL,
	`ytdlp_metadata` text,
	`title` text,
	`duration_seconds` integer,
	`best_width` integer,
	`best_height` integer,
	`estimated_size_bytes` integer,
	`thumbnail_url` text,
	`score` integer,
	`is_selected` integer DEFAULT false NOT NULL,
	`selected_at` timestamp,
	`selected_by` text,
	`cache_video_file_id` integer,
	`downloaded_at` timestamp,
	`failed_at` timestamp,
	`failure_reason` text,
	`retry_after` timestamp,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`cache_video_file_id`) REFERENCES `cache_video_files`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "trailer_candidates_entity_type_check" CHECK("entity_type" in ('movie', 'episode', 'series', 'season')),
	CONSTRAINT "trailer_candidates_source_type_check" CHECK("source_type" in ('provider', 'user', 'upload')),
	CONSTRAINT "trailer_candidates_failure_reason_check" CHECK("failure_reason" in ('unavailable', 'rate_limited', 'download_error'))
);
CREATE INDEX `idx_trailer_candidates_entity` ON `trailer_candidates` (`entity_type`,`entity_id`);
CREATE INDEX `idx_trailer_candidates_selected` ON `trailer_candidates` (`entity_type`,`entity_id`,`is_selected`);
CREATE INDEX `idx_trailer_candidates_failure` ON `trailer_candidates` (`failure_reason`) WHERE "failure_reason" is not null and "failure_reason" != 'unavailable';
CREATE UNIQUE INDEX `idx_trailer_candidates_url` ON `trailer_candidates` (`entity_type`,`entity_id`,`source_url`) WHERE "source_url" is not null;
CREATE TABLE `unknown_files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`library_id` integer NOT NULL,
	`path` text NOT NULL,
	`kind` text NOT NULL,
	`size` integer,
	`mtime` real,
	`reason` text,
	`ignored_at` timestamp,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `unknown_files_path_unique` ON `unknown_files` (`path`);
CREATE INDEX `idx_unknown_files_library` ON `unknown_files` (`library_id`);
CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`username` text NOT NULL,
	`username_folded` text NOT NULL,
	`display_name` text,
	`email` text,
	`password_hash` text,
	`role` text DEFAULT 'viewer' NOT NULL,
	`is_founder` integer DEFAULT false NOT NULL,
	`disabled_at` timestamp,
	`last_login_at` timestamp,
	`password_changed_at` timestamp,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	CONSTRAINT "users_role_check" CHECK("role" in ('admin', 'editor', 'viewer'))
);
CREATE UNIQUE INDEX `users_username_unique` ON `users` (`username_folded`);
CREATE UNIQUE INDEX `users_founder_unique` ON `users` (`is_founder`) WHERE "is_founder";
CREATE TABLE `video_streams` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`movie_id` integer,
	`episode_id` integer,
	`media_part_id` integer,
	`stream_index` integer NOT NULL,
	`codec` text NOT NULL,
	`profile` text,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`aspect_ratio` text,
	`framerate` real,
	`bitrate` integer,
	`color_space` text,
	`color_transfer` text,
	`color_primaries` text,
	`hdr_format` text,
	FOREIGN KEY (`movie_id`) REFERENCES `movies`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`episode_id`) REFERENCES `episodes`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`media_part_id`) REFERENCES `media_parts`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "video_streams_owner_check" CHECK(("movie_id" is not null) != ("episode_id" is not null))
);
CREATE INDEX `idx_video_streams_movie` ON `video_streams` (`movie_id`);
CREATE INDEX `idx_video_streams_episode` ON `video_streams` (`episode_id`);
CREATE TABLE `webhook_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`event_type` text,
	`payload` text,
	`body_hash` text,
	`status` text DEFAULT 'received' NOT NULL,
	`job_id` integer,
	`error` text,
	`received_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
);
CREATE INDEX `idx_webhook_events_received` ON `webhook_events` (`received_at`);
CREATE INDEX `idx_webhook_events_hash` ON `webhook_events` (`source`,`body_hash`);
CREATE TRIGGER asset_candidates_owner_on_insert BEFORE INSERT ON asset_candidates BEGIN
  SELECT RAISE(ABORT, 'asset_candidates: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'asset_candidates: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'asset_candidates: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'asset_candidates: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'asset_candidates: this actor does not exist') WHERE NEW.entity_type = 'actor' AND NOT EXISTS (SELECT 1 FROM actors WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'asset_candidates: this collection does not exist') WHERE NEW.entity_type = 'collection' AND NOT EXISTS (SELECT 1 FROM collections WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'asset_candidates: this crew does not exist') WHERE NEW.entity_type = 'crew' AND NOT EXISTS (SELECT 1 FROM crew WHERE id = NEW.entity_id);
END;
CREATE TRIGGER asset_candidates_owner_on_update BEFORE UPDATE OF entity_type, entity_id ON asset_candidates BEGIN
  SELECT RAISE(ABORT, 'asset_candidates: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'asset_candidates: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'asset_candidates: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'asset_candidates: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'asset_candidates: this actor does not exist') WHERE NEW.entity_type = 'actor' AND NOT EXISTS (SELECT 1 FROM actors WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'asset_candidates: this collection does not exist') WHERE NEW.entity_type = 'collection' AND NOT EXISTS (SELECT 1 FROM collections WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'asset_candidates: this crew does not exist') WHERE NEW.entity_type = 'crew' AND NOT EXISTS (SELECT 1 FROM crew WHERE id = NEW.entity_id);
END;
CREATE TRIGGER trailer_candidates_owner_on_insert BEFORE INSERT ON trailer_candidates BEGIN
  SELECT RAISE(ABORT, 'trailer_candidates: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'trailer_candidates: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'trailer_candidates: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'trailer_candidates: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
END;
CREATE TRIGGER trailer_candidates_owner_on_update BEFORE UPDATE OF entity_type, entity_id ON trailer_candidates BEGIN
  SELECT RAISE(ABORT, 'trailer_candidates: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'trailer_candidates: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'trailer_candidates: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'trailer_candidates: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
END;
CREATE TRIGGER cache_image_files_owner_on_insert BEFORE INSERT ON cache_image_files BEGIN
  SELECT RAISE(ABORT, 'cache_image_files: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_image_files: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_image_files: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_image_files: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_image_files: this actor does not exist') WHERE NEW.entity_type = 'actor' AND NOT EXISTS (SELECT 1 FROM actors WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_image_files: this collection does not exist') WHERE NEW.entity_type = 'collection' AND NOT EXISTS (SELECT 1 FROM collections WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_image_files: this crew does not exist') WHERE NEW.entity_type = 'crew' AND NOT EXISTS (SELECT 1 FROM crew WHERE id = NEW.entity_id);
END;
CREATE TRIGGER cache_image_files_owner_on_update BEFORE UPDATE OF entity_type, entity_id ON cache_image_files BEGIN
  SELECT RAISE(ABORT, 'cache_image_files: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_image_files: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_image_files: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_image_files: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_image_files: this actor does not exist') WHERE NEW.entity_type = 'actor' AND NOT EXISTS (SELECT 1 FROM actors WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_image_files: this collection does not exist') WHERE NEW.entity_type = 'collection' AND NOT EXISTS (SELECT 1 FROM collections WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_image_files: this crew does not exist') WHERE NEW.entity_type = 'crew' AND NOT EXISTS (SELECT 1 FROM crew WHERE id = NEW.entity_id);
END;
CREATE TRIGGER cache_video_files_owner_on_insert BEFORE INSERT ON cache_video_files BEGIN
  SELECT RAISE(ABORT, 'cache_video_files: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_video_files: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_video_files: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_video_files: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
END;
CREATE TRIGGER cache_video_files_owner_on_update BEFORE UPDATE OF entity_type, entity_id ON cache_video_files BEGIN
  SELECT RAISE(ABORT, 'cache_video_files: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_video_files: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_video_files: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'cache_video_files: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
END;
CREATE TRIGGER ratings_owner_on_insert BEFORE INSERT ON ratings BEGIN
  SELECT RAISE(ABORT, 'ratings: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'ratings: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'ratings: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'ratings: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
END;
CREATE TRIGGER ratings_owner_on_update BEFORE UPDATE OF entity_type, entity_id ON ratings BEGIN
  SELECT RAISE(ABORT, 'ratings: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'ratings: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'ratings: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'ratings: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
END;
CREATE TRIGGER library_nfo_files_owner_on_insert BEFORE INSERT ON library_nfo_files BEGIN
  SELECT RAISE(ABORT, 'library_nfo_files: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'library_nfo_files: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'library_nfo_files: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'library_nfo_files: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'library_nfo_files: this collection does not exist') WHERE NEW.entity_type = 'collection' AND NOT EXISTS (SELECT 1 FROM collections WHERE id = NEW.entity_id);
END;
CREATE TRIGGER library_nfo_files_owner_on_update BEFORE UPDATE OF entity_type, entity_id ON library_nfo_files BEGIN
  SELECT RAISE(ABORT, 'library_nfo_files: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'library_nfo_files: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'library_nfo_files: this season does not exist') WHERE NEW.entity_type = 'season' AND NOT EXISTS (SELECT 1 FROM seasons WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'library_nfo_files: this episode does not exist') WHERE NEW.entity_type = 'episode' AND NOT EXISTS (SELECT 1 FROM episodes WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'library_nfo_files: this collection does not exist') WHERE NEW.entity_type = 'collection' AND NOT EXISTS (SELECT 1 FROM collections WHERE id = NEW.entity_id);
END;
CREATE TRIGGER review_candidates_owner_on_insert BEFORE INSERT ON review_candidates BEGIN
  SELECT RAISE(ABORT, 'review_candidates: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'review_candidates: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
END;
CREATE TRIGGER review_candidates_owner_on_update BEFORE UPDATE OF entity_type, entity_id ON review_candidates BEGIN
  SELECT RAISE(ABORT, 'review_candidates: this movie does not exist') WHERE NEW.entity_type = 'movie' AND NOT EXISTS (SELECT 1 FROM movies WHERE id = NEW.entity_id);
  SELECT RAISE(ABORT, 'review_candidates: this series does not exist') WHERE NEW.entity_type = 'series' AND NOT EXISTS (SELECT 1 FROM series WHERE id = NEW.entity_id);
END;
CREATE TRIGGER movies_owned_rows AFTER DELETE ON movies BEGIN
  DELETE FROM asset_candidates WHERE entity_type = 'movie' AND entity_id = OLD.id;
  DELETE FROM trailer_candidates WHERE entity_type = 'movie' AND entity_id = OLD.id;
  DELETE FROM cache_image_files WHERE entity_type = 'movie' AND entity_id = OLD.id;
  DELETE FROM cache_video_files WHERE entity_type = 'movie' AND entity_id = OLD.id;
  DELETE FROM ratings WHERE entity_type = 'movie' AND entity_id = OLD.id;
  DELETE FROM library_nfo_files WHERE entity_type = 'movie' AND entity_id = OLD.id;
  DELETE FROM review_candidates WHERE entity_type = 'movie' AND entity_id = OLD.id;
  DELETE FROM field_changes WHERE entity_type = 'movie' AND entity_id = OLD.id;
END;
CREATE TRIGGER series_owned_rows AFTER DELETE ON series BEGIN
  DELETE FROM asset_candidates WHERE entity_type = 'series' AND entity_id = OLD.id;
  DELETE FROM trailer_candidates WHERE entity_type = 'series' AND entity_id = OLD.id;
  DELETE FROM cache_image_files WHERE entity_type = 'series' AND entity_id = OLD.id;
  DELETE FROM cache_video_files WHERE entity_type = 'series' AND entity_id = OLD.id;
  DELETE FROM ratings WHERE entity_type = 'series' AND entity_id = OLD.id;
  DELETE FROM library_nfo_files WHERE entity_type = 'series' AND entity_id = OLD.id;
  DELETE FROM review_candidates WHERE entity_type = 'series' AND entity_id = OLD.id;
  DELETE FROM field_changes WHERE entity_type = 'series' AND entity_id = OLD.id;
END;
CREATE TRIGGER seasons_owned_rows AFTER DELETE ON seasons BEGIN
  DELETE FROM asset_candidates WHERE entity_type = 'season' AND entity_id = OLD.id;
  DELETE FROM trailer_candidates WHERE entity_type = 'season' AND entity_id = OLD.id;
  DELETE FROM cache_image_files WHERE entity_type = 'season' AND entity_id = OLD.id;
  DELETE FROM cache_video_files WHERE entity_type = 'season' AND entity_id = OLD.id;
  DELETE FROM ratings WHERE entity_type = 'season' AND entity_id = OLD.id;
  DELETE FROM library_nfo_files WHERE entity_type = 'season' AND entity_id = OLD.id;
  DELETE FROM field_changes WHERE entity_type = 'season' AND entity_id = OLD.id;
END;
CREATE TRIGGER episodes_owned_rows AFTER DELETE ON episodes BEGIN
  DELETE FROM asset_candidates WHERE entity_type = 'episode' AND entity_id = OLD.id;
  DELETE FROM trailer_candidates WHERE entity_type = 'episode' AND entity_id = OLD.id;
  DELETE FROM cache_image_files WHERE entity_type = 'episode' AND entity_id = OLD.id;
  DELETE FROM cache_video_files WHERE entity_type = 'episode' AND entity_id = OLD.id;
  DELETE FROM ratings WHERE entity_type = 'episode' AND entity_id = OLD.id;
  DELETE FROM library_nfo_files WHERE entity_type = 'episode' AND entity_id = OLD.id;
  DELETE FROM field_changes WHERE entity_type = 'episode' AND entity_id = OLD.id;
END;
CREATE TRIGGER actors_owned_rows AFTER DELETE ON actors BEGIN
  DELETE FROM asset_candidates WHERE entity_type = 'actor' AND entity_id = OLD.id;
  DELETE FROM cache_image_files WHERE entity_type = 'actor' AND entity_id = OLD.id;
  DELETE FROM field_changes WHERE entity_type = 'actor' AND entity_id = OLD.id;
END;
CREATE TRIGGER collections_owned_rows AFTER DELETE ON collections BEGIN
  DELETE FROM asset_candidates WHERE entity_type = 'collection' AND entity_id = OLD.id;
  DELETE FROM cache_image_files WHERE entity_type = 'collection' AND entity_id = OLD.id;
  DELETE FROM library_nfo_files WHERE entity_type = 'collection' AND entity_id = OLD.id;
  DELETE FROM field_changes WHERE entity_type = 'collection' AND entity_id = OLD.id;
END;
CREATE TRIGGER crew_owned_rows AFTER DELETE ON crew BEGIN
  DELETE FROM asset_candidates WHERE entity_type = 'crew' AND entity_id = OLD.id;
  DELETE FROM cache_image_files WHERE entity_type = 'crew' AND entity_id = OLD.id;
  DELETE FROM field_changes WHERE entity_type = 'crew' AND entity_id = OLD.id;
END;
