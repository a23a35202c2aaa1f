-- images.after

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT ORDER BY images.id 
 LIMIT $2::INTEGER;

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.id > $2::UUID ORDER BY images.id 
 LIMIT $3::INTEGER;


-- images.by_ids

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.id = any($2);


-- images.by_jobs

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.job_id = any($2) ORDER BY images.created_at, images.id;


-- images.count

SELECT count(*) AS count_1 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NULL AND images.model = any($2) AND images.origin = any($3) AND images.created_at >= $4::TIMESTAMP WITH TIME ZONE AND images.created_at < $5::TIMESTAMP WITH TIME ZONE AND (images.search @@ CAST($6::VARCHAR AS TSQUERY));


-- images.hashes

SELECT images.id, images.sha256 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.id = any($2);


-- images.hold_sources

SELECT images.id, images.thumbhash 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.id = any($2) ORDER BY images.id FOR KEY SHARE;


-- images.insert_one

INSERT INTO images (user_id, id, origin, prompt, revised_prompt, model, params, width, height, content_type, byte_size, sha256, thumbhash, key, cost_tokens, starred, deleted_at, created_at, moved_seq, job_id, search) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::VARCHAR, $6::VARCHAR, $7::JSONB, $8::INTEGER, $9::INTEGER, $10::VARCHAR, $11::BIGINT, $12::BYTEA, $13::BYTEA, $14::VARCHAR, $15::INTEGER, $16::BOOLEAN, $17::TIMESTAMP WITH TIME ZONE, clock_timestamp(), $18::BIGINT, $19::UUID, $20) RETURNING images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id;


-- images.next_purge

SELECT min(images.deleted_at) AS min_1 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NOT NULL;


-- images.page

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NULL ORDER BY images.created_at DESC, images.id DESC 
 LIMIT $2::INTEGER;

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NULL AND images.starred AND (images.created_at, images.id) <= ($2::TIMESTAMP WITH TIME ZONE, $3::UUID) ORDER BY images.created_at DESC, images.id DESC 
 LIMIT $4::INTEGER;

SELECT 1 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NULL AND images.starred AND (images.created_at, images.id) >= ($2::TIMESTAMP WITH TIME ZONE, $3::UUID) ORDER BY images.created_at ASC, images.id ASC 
 LIMIT $4::INTEGER;

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NULL AND NOT images.starred AND (images.created_at, images.id) >= ($2::TIMESTAMP WITH TIME ZONE, $3::UUID) ORDER BY images.created_at ASC, images.id ASC 
 LIMIT $4::INTEGER;

SELECT 1 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NULL AND NOT images.starred AND (images.created_at, images.id) <= ($2::TIMESTAMP WITH TIME ZONE, $3::UUID) ORDER BY images.created_at DESC, images.id DESC 
 LIMIT $4::INTEGER;

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NOT NULL AND (images.deleted_at, images.created_at, images.id) <= ($2::TIMESTAMP WITH TIME ZONE, $3::TIMESTAMP WITH TIME ZONE, $4::UUID) ORDER BY images.deleted_at DESC, images.created_at DESC, images.id DESC 
 LIMIT $5::INTEGER;

SELECT 1 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NOT NULL AND (images.deleted_at, images.created_at, images.id) >= ($2::TIMESTAMP WITH TIME ZONE, $3::TIMESTAMP WITH TIME ZONE, $4::UUID) ORDER BY images.deleted_at ASC, images.created_at ASC, images.id ASC 
 LIMIT $5::INTEGER;

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NULL AND (EXISTS (SELECT * 
FROM image_sources 
WHERE image_sources.user_id = $2::BIGINT AND image_sources.image_id = images.id AND image_sources.source_id = $3::UUID)) ORDER BY images.created_at DESC, images.id DESC 
 LIMIT $4::INTEGER;

SELECT anon_1.user_id, anon_1.id, anon_1.origin, anon_1.prompt, anon_1.revised_prompt, anon_1.model, anon_1.params, anon_1.width, anon_1.height, anon_1.content_type, anon_1.byte_size, anon_1.sha256, anon_1.thumbhash, anon_1.key, anon_1.cost_tokens, anon_1.starred, anon_1.deleted_at, anon_1.created_at, anon_1.job_id 
FROM (SELECT images.user_id AS user_id, images.id AS id, images.origin AS origin, images.prompt AS prompt, images.revised_prompt AS revised_prompt, images.model AS model, images.params AS params, images.width AS width, images.height AS height, images.content_type AS content_type, images.byte_size AS byte_size, images.sha256 AS sha256, images.thumbhash AS thumbhash, images.key AS key, images.cost_tokens AS cost_tokens, images.starred AS starred, images.deleted_at AS deleted_at, images.created_at AS created_at, images.job_id AS job_id, images.search @@ CAST($1::VARCHAR AS TSQUERY) AS found 
FROM images 
WHERE images.user_id = $2::BIGINT AND images.deleted_at IS NULL AND images.model = any($3) AND images.origin = any($4) AND images.created_at >= $5::TIMESTAMP WITH TIME ZONE AND images.created_at < $6::TIMESTAMP WITH TIME ZONE ORDER BY images.created_at DESC, images.id DESC 
 LIMIT $7::INTEGER) AS anon_1 
WHERE anon_1.found ORDER BY anon_1.created_at DESC, anon_1.id DESC 
 LIMIT $8::INTEGER;

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NULL AND images.model = any($2) AND images.origin = any($3) AND images.created_at >= $4::TIMESTAMP WITH TIME ZONE AND images.created_at < $5::TIMESTAMP WITH TIME ZONE AND (images.search @@ CAST($6::VARCHAR AS TSQUERY)) ORDER BY images.created_at DESC, images.id DESC 
 LIMIT $7::INTEGER;

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NOT NULL AND images.deleted_at < $2::TIMESTAMP WITH TIME ZONE ORDER BY images.deleted_at DESC, images.created_at DESC, images.id DESC 
 LIMIT $3::INTEGER;
