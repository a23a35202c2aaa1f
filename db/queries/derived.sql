-- derived.counts

SELECT asked.source_id, (SELECT count(*) AS count_1 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NULL AND images.id = any(array((SELECT image_sources.image_id 
FROM image_sources 
WHERE image_sources.user_id = $2::BIGINT AND image_sources.source_id = asked.source_id)))) AS anon_1 
FROM (SELECT unnest($3::UUID[]) AS source_id) AS asked;


-- derived.first_pages

SELECT asked.source_id, made.user_id, made.id, made.origin, made.prompt, made.revised_prompt, made.model, made.params, made.width, made.height, made.content_type, made.byte_size, made.sha256, made.thumbhash, made.key, made.cost_tokens, made.starred, made.deleted_at, made.created_at, made.job_id 
FROM (SELECT unnest($1::UUID[]) AS source_id) AS asked JOIN LATERAL (SELECT images.user_id AS user_id, images.id AS id, images.origin AS origin, images.prompt AS prompt, images.revised_prompt AS revised_prompt, images.model AS model, images.params AS params, images.width AS width, images.height AS height, images.content_type AS content_type, images.byte_size AS byte_size, images.sha256 AS sha256, images.thumbhash AS thumbhash, images.key AS key, images.cost_tokens AS cost_tokens, images.starred AS starred, images.deleted_at AS deleted_at, images.created_at AS created_at, images.job_id AS job_id 
FROM images 
WHERE images.user_id = $2::BIGINT AND images.deleted_at IS NULL AND images.id = any(array((SELECT image_sources.image_id 
FROM image_sources 
WHERE image_sources.user_id = $3::BIGINT AND image_sources.source_id = asked.source_id))) ORDER BY images.created_at DESC, images.id DESC 
 LIMIT $4::INTEGER) AS made ON true;
