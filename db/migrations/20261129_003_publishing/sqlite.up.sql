ALTER TABLE `libraries` ADD COLUMN `publishing` text;
ALTER TABLE `series` ADD COLUMN `published_version` integer;
ALTER TABLE `seasons` ADD COLUMN `published_version` integer;
ALTER TABLE `episodes` ADD COLUMN `published_version` integer;
CREATE TABLE `publish_conflicts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` integer NOT NULL,
	`path` text NOT NULL,
	`kind` text NOT NULL,
	`reason` text NOT NULL,
	`found_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	CONSTRAINT "publish_conflicts_entity_type_check" CHECK("entity_type" in ('movie', 'series'))
);
CREATE UNIQUE INDEX `publish_conflicts_path_unique` ON `publish_conflicts` (`path`);
CREATE INDEX `idx_publish_conflicts_entity` ON `publish_conflicts` (`entity_type`,`entity_id`);
