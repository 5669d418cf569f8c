DROP TABLE "publish_conflicts";
ALTER TABLE "episodes" DROP COLUMN "published_version";
ALTER TABLE "seasons" DROP COLUMN "published_version";
ALTER TABLE "series" DROP COLUMN "published_version";
ALTER TABLE "libraries" DROP COLUMN "publishing";
