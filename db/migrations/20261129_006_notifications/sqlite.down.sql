DROP TABLE `notification_messages`;
ALTER TABLE `notification_channels` DROP COLUMN `retry_at`;
ALTER TABLE `notification_channels` DROP COLUMN `last_sent_at`;
ALTER TABLE `notification_channels` DROP COLUMN `filters`;
