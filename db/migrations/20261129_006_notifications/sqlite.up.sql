ALTER TABLE `notification_channels` ADD COLUMN `filters` text;
ALTER TABLE `notification_channels` ADD COLUMN `last_sent_at` timestamp;
ALTER TABLE `notification_channels` ADD COLUMN `retry_at` timestamp;
CREATE TABLE `notification_messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel_id` integer NOT NULL,
	`event` text NOT NULL,
	`severity` text NOT NULL,
	`title` text NOT NULL,
	`body` text,
	`count` integer DEFAULT 1 NOT NULL,
	`library_id` integer,
	`subject` text,
	`link` text,
	`status` text DEFAULT 'pending' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`error` text,
	`created_at` timestamp DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
	`ended_at` timestamp,
	FOREIGN KEY (`channel_id`) REFERENCES `notification_channels`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "notification_messages_severity_check" CHECK("severity" in ('info', 'warning', 'error')),
	CONSTRAINT "notification_messages_status_check" CHECK("status" in ('pending', 'sent', 'failed'))
);
CREATE INDEX `idx_notification_messages_channel` ON `notification_messages` (`channel_id`,`status`,`id`);
CREATE INDEX `idx_notification_messages_subject` ON `notification_messages` (`subject`,`created_at`);
CREATE INDEX `idx_notification_messages_created` ON `notification_messages` (`created_at`);
