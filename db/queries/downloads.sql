-- downloads.create

INSERT INTO downloads (user_id, id, image_ids, recipes, images, byte_size, expires_at) SELECT $1::BIGINT AS anon_1, $2::UUID AS anon_2, coalesce(array_agg(anon_3.id ORDER BY anon_3.created_at, anon_3.id), '{}'::uuid[]) AS coalesce_1, $3::BOOLEAN AS anon_4, count(*) AS count_1, coalesce(sum(anon_3.byte_size), $4::INTEGER) AS coalesce_2, now() + $5::INTERVAL AS anon_5 
FROM (SELECT images.id AS id, images.created_at AS created_at, images.byte_size AS byte_size 
FROM images 
WHERE images.user_id = $6::BIGINT AND images.id = any($7) 
 LIMIT $8::INTEGER) AS anon_3 RETURNING downloads.id, downloads.recipes, downloads.images, downloads.byte_size, downloads.created_at, downloads.expires_at;

INSERT INTO downloads (user_id, id, image_ids, recipes, images, byte_size, expires_at) SELECT $1::BIGINT AS anon_1, $2::UUID AS anon_2, coalesce(array_agg(anon_3.id ORDER BY anon_3.created_at, anon_3.id), '{}'::uuid[]) AS coalesce_1, $3::BOOLEAN AS anon_4, count(*) AS count_1, coalesce(sum(anon_3.byte_size), $4::INTEGER) AS coalesce_2, now() + $5::INTERVAL AS anon_5 
FROM (SELECT images.id AS id, images.created_at AS created_at, images.byte_size AS byte_size 
FROM images 
WHERE images.user_id = $6::BIGINT AND images.deleted_at IS NULL AND images.moved_seq <= $7::BIGINT 
 LIMIT $8::INTEGER) AS anon_3 RETURNING downloads.id, downloads.recipes, downloads.images, downloads.byte_size, downloads.created_at, downloads.expires_at;


-- downloads.find

SELECT downloads.id, downloads.recipes, downloads.images, downloads.byte_size, downloads.created_at, downloads.expires_at 
FROM downloads 
WHERE downloads.user_id = $1::BIGINT AND downloads.id = $2::UUID AND downloads.expires_at > now();


-- downloads.forget_expired

DELETE FROM downloads WHERE expires_at < now() - interval '1 day';


-- downloads.image_ids

SELECT image_ids[$1 + 1 : $1 + $2] FROM downloads
WHERE user_id = $3 AND id = $4;
