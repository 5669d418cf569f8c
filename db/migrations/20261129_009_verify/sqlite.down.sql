DROP TABLE `verify_findings`;
DROP TABLE `verify_runs`;
ALTER TABLE `libraries` DROP COLUMN `verify_repair`;
