ALTER TABLE `media_players` ADD COLUMN `last_error_at` timestamp;
ALTER TABLE `media_players` ADD COLUMN `server_name` text;
ALTER TABLE `media_players` ADD COLUMN `server_version` text;
ALTER TABLE `media_players` ADD COLUMN `busy_job_id` integer;
ALTER TABLE `media_players` ADD COLUMN `busy_claim_no` integer;
CREATE TABLE `player_updates` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`player_id` integer NOT NULL,
	`library_id` integer,
	`path` text NOT NULL,
	`change` text NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` integer NOT NULL,
	`status` text DEFAULT 'pending' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` timestamp,
	`sent_at` timestamp,
	`error` text,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	FOREIGN KEY (`player_id`) REFERENCES `media_players`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "player_updates_change_check" CHECK("change" in ('changed', 'removed')),
	CONSTRAINT "player_updates_entity_type_check" CHECK("entity_type" in ('movie', 'series', 'episode')),
	CONSTRAINT "player_updates_status_check" CHECK("status" in ('pending', 'sent', 'failed'))
);
CREATE INDEX `idx_player_updates_player` ON `player_updates` (`player_id`,`id`);
CREATE INDEX `idx_player_updates_status` ON `player_updates` (`status`,`player_id`,`id`);
CREATE INDEX `idx_player_updates_created` ON `player_updates` (`created_at`);
