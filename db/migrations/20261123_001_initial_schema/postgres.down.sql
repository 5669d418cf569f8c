DROP TABLE "accounts", "actors", "api_keys", "asset_candidates", "audio_streams", "audit_log", "cache_image_files", "cache_video_files", "collections", "configuration", "countries", "crew", "episode_actors", "episode_crew", "episodes", "exclusions", "extras", "field_changes", "folder_fingerprints", "genres", "ignore_patterns", "jobs", "libraries", "library_image_files", "library_nfo_files", "library_roots", "library_video_files", "login_attempts", "media_parts", "media_player_groups", "media_player_path_mappings", "media_players", "movie_actors", "movie_countries", "movie_crew", "movie_external_ids", "movie_genres", "movie_studios", "movie_tags", "movie_titles", "movies", "notification_channels", "provider_cache", "provider_episodes", "rate_limits", "ratings", "recycle_bin", "review_candidates", "scan_runs", "schedules", "seasons", "series", "series_actors", "series_countries", "series_crew", "series_genres", "series_studios", "series_tags", "series_titles", "sessions", "studios", "subtitle_streams", "tags", "trailer_candidates", "unknown_files", "users", "video_streams", "webhook_events" CASCADE;
DROP FUNCTION metarr_check_owner();
DROP FUNCTION metarr_remove_movie_rows();
DROP FUNCTION metarr_remove_series_rows();
DROP FUNCTION metarr_remove_season_rows();
DROP FUNCTION metarr_remove_episode_rows();
DROP FUNCTION metarr_remove_actor_rows();
DROP FUNCTION metarr_remove_collection_rows();
DROP FUNCTION metarr_remove_crew_rows();
