-- selections.count

SELECT count(*) AS count_1 
FROM (SELECT images.id AS id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NULL AND images.moved_seq <= $2::BIGINT 
 LIMIT $3::INTEGER) AS anon_1;


-- selections.lock_frozen

SELECT images.id, images.starred, images.deleted_at, images.created_at, images.byte_size, images.star_operation_id, images.move_operation_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.deleted_at IS NULL AND images.moved_seq <= $2::BIGINT ORDER BY images.id 
 LIMIT $3::INTEGER FOR NO KEY UPDATE;


-- selections.lock_ids

SELECT images.id, images.starred, images.deleted_at, images.created_at, images.byte_size, images.star_operation_id, images.move_operation_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.id = any($2) ORDER BY images.id FOR NO KEY UPDATE;

SELECT images.id, images.starred, images.deleted_at, images.created_at, images.byte_size, images.star_operation_id, images.move_operation_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.id = any($2) AND images.moved_seq <= $3::BIGINT ORDER BY images.id FOR NO KEY UPDATE;


-- selections.summary

SELECT count(*) AS count_1, coalesce(sum(images.byte_size), $1::INTEGER) AS coalesce_1, count(*) FILTER (WHERE images.starred) AS anon_1, count(*) FILTER (WHERE images.id IN (SELECT image_sources.source_id 
FROM image_sources 
WHERE image_sources.user_id = $2::BIGINT AND image_sources.source_id IS NOT NULL)) AS anon_2 
FROM images 
WHERE images.user_id = $3::BIGINT AND images.id = any($4);

SELECT count(*) AS count_1, coalesce(sum(images.byte_size), $1::INTEGER) AS coalesce_1, count(*) FILTER (WHERE images.starred) AS anon_1, count(*) FILTER (WHERE images.id IN (SELECT image_sources.source_id 
FROM image_sources 
WHERE image_sources.user_id = $2::BIGINT AND image_sources.source_id IS NOT NULL)) AS anon_2 
FROM images 
WHERE images.user_id = $3::BIGINT AND images.deleted_at IS NULL AND images.model = any($4) AND images.origin = any($5) AND images.created_at >= $6::TIMESTAMP WITH TIME ZONE AND images.created_at < $7::TIMESTAMP WITH TIME ZONE AND (images.search @@ CAST($8::VARCHAR AS TSQUERY)) AND images.moved_seq <= $9::BIGINT AND images.id != all($10);
