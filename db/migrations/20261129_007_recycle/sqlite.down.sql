ALTER TABLE `libraries` DROP COLUMN `removed_state`;
