ALTER TABLE `libraries` ADD COLUMN `verify_repair` integer DEFAULT false NOT NULL;
CREATE TABLE `verify_findings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`library_id` integer NOT NULL,
	`run_id` integer,
	`kind` text NOT NULL,
	`path` text NOT NULL,
	`target` text,
	`entity_type` text,
	`entity_id` integer,
	`detail` text NOT NULL,
	`found_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`repaired_at` timestamp,
	`repaired_how` text,
	`problem` text,
	`dismissed_at` timestamp,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "verify_findings_entity_type_check" CHECK("entity_type" in ('movie', 'series'))
);
CREATE TABLE `verify_runs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`library_id` integer NOT NULL,
	`entity_type` text,
	`entity_id` integer,
	`status` text DEFAULT 'running' NOT NULL,
	`job_id` integer,
	`started_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`finished_at` timestamp,
	`stage` text NOT NULL,
	`after_id` integer DEFAULT 0 NOT NULL,
	`offset_in_item` integer DEFAULT 0 NOT NULL,
	`slices` integer DEFAULT 0 NOT NULL,
	`items_checked` integer DEFAULT 0 NOT NULL,
	`files_checked` integer DEFAULT 0 NOT NULL,
	`cache_checked` integer DEFAULT 0 NOT NULL,
	`media_checked` integer DEFAULT 0 NOT NULL,
	`bytes_read` integer DEFAULT 0 NOT NULL,
	`items_total` integer DEFAULT 0 NOT NULL,
	`found` text,
	`is_repairing` integer DEFAULT false NOT NULL,
	`error` text,
	FOREIGN KEY (`library_id`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "verify_runs_entity_type_check" CHECK("entity_type" in ('movie', 'series')),
	CONSTRAINT "verify_runs_status_check" CHECK("status" in ('running', 'completed', 'failed', 'cancelled'))
);
CREATE UNIQUE INDEX `verify_findings_unique` ON `verify_findings` (`library_id`,`kind`,`path`);
CREATE INDEX `idx_verify_findings_path` ON `verify_findings` (`path`);
CREATE INDEX `idx_verify_findings_entity` ON `verify_findings` (`entity_type`,`entity_id`);
CREATE INDEX `idx_verify_findings_open` ON `verify_findings` (`library_id`,`kind`,`id`) WHERE "repaired_at" is null and "dismissed_at" is null;
CREATE INDEX `idx_verify_runs_library` ON `verify_runs` (`library_id`,`id`);
CREATE INDEX `idx_verify_runs_status` ON `verify_runs` (`status`);
