ALTER TABLE `libraries` ADD COLUMN `removed_state` text;
