ALTER TABLE `cache_image_files` ADD COLUMN `verified_at` timestamp;
ALTER TABLE `asset_candidates` ADD COLUMN `perceptual_hash` text;
ALTER TABLE `asset_candidates` ADD COLUMN `difference_hash` text;
ALTER TABLE `asset_candidates` ADD COLUMN `alike_to` integer;
ALTER TABLE `cache_video_files` ADD COLUMN `verified_at` timestamp;
ALTER TABLE `trailer_candidates` ADD COLUMN `score_breakdown` text;
ALTER TABLE `trailer_candidates` ADD COLUMN `failure_message` text;
ALTER TABLE `trailer_candidates` ADD COLUMN `checked_at` timestamp;
ALTER TABLE `trailer_candidates` ADD COLUMN `removed_at` timestamp;
ALTER TABLE `libraries` ADD COLUMN `trailers` text;
ALTER TABLE `collections` ADD COLUMN `logo_locked` integer DEFAULT false NOT NULL;
ALTER TABLE `collections` ADD COLUMN `clearart_locked` integer DEFAULT false NOT NULL;
ALTER TABLE `collections` ADD COLUMN `discart_locked` integer DEFAULT false NOT NULL;
ALTER TABLE `collections` ADD COLUMN `banner_locked` integer DEFAULT false NOT NULL;
ALTER TABLE `collections` ADD COLUMN `landscape_locked` integer DEFAULT false NOT NULL;
ALTER TABLE `collections` ADD COLUMN `keyart_locked` integer DEFAULT false NOT NULL;
CREATE TABLE `download_flights` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`url_hash` text NOT NULL,
	`holder` text NOT NULL,
	`expires_at` timestamp NOT NULL
);
CREATE UNIQUE INDEX `download_flights_url_unique` ON `download_flights` (`url_hash`);
CREATE INDEX `idx_cache_images_source` ON `cache_image_files` (`source_url`);
CREATE INDEX `idx_cache_images_verified` ON `cache_image_files` (`verified_at`);
CREATE INDEX `idx_cache_videos_verified` ON `cache_video_files` (`verified_at`);
