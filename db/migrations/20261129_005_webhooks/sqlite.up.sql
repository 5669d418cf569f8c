CREATE TABLE `webhook_sources` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`secret_hash` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`path_mappings` text,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`updated_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	CONSTRAINT "webhook_sources_kind_check" CHECK("kind" in ('radarr', 'sonarr'))
);
CREATE UNIQUE INDEX `webhook_sources_name_unique` ON `webhook_sources` (`name`);
CREATE TABLE `scan_requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`library_id` integer NOT NULL,
	`path` text NOT NULL,
	`became_path` text,
	`looked_at` timestamp,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `idx_scan_requests_library` ON `scan_requests` (`library_id`,`created_at`);
ALTER TABLE `scan_runs` ADD COLUMN `paths` text;
ALTER TABLE `webhook_events` ADD COLUMN `source_id` integer;
ALTER TABLE `webhook_events` ADD COLUMN `live_key` text;
ALTER TABLE `webhook_events` ADD COLUMN `duplicates` integer DEFAULT 0 NOT NULL;
ALTER TABLE `webhook_events` ADD COLUMN `subject` text;
ALTER TABLE `webhook_events` ADD COLUMN `attempts` integer DEFAULT 0 NOT NULL;
ALTER TABLE `webhook_events` ADD COLUMN `handled_at` timestamp;
ALTER TABLE `webhook_events` ADD COLUMN `result` text;
ALTER TABLE `webhook_events` ADD COLUMN `library_ids` text;
CREATE INDEX `idx_webhook_events_source` ON `webhook_events` (`source_id`);
CREATE UNIQUE INDEX `webhook_events_live_unique` ON `webhook_events` (`live_key`);
