-- sources.connect

WITH wanted AS (
  SELECT * FROM unnest(CAST($1 AS uuid[]), CAST($2 AS smallint[]),
    CAST($3 AS uuid[])) AS wanted (owner_id, position, source_id)),
held AS (
  SELECT id FROM images WHERE user_id = $4 AND id = ANY(CAST($3 AS uuid[]))
  ORDER BY id FOR KEY SHARE)
UPDATE image_sources SET source_id = wanted.source_id FROM wanted, held
WHERE image_sources.user_id = $4 AND image_sources.image_id = wanted.owner_id
  AND image_sources.position = wanted.position AND image_sources.source_id IS NULL
  AND held.id = wanted.source_id
RETURNING image_sources.image_id;


-- sources.hold_for_job

SELECT images.id FROM images JOIN job_sources
  ON job_sources.user_id = images.user_id AND job_sources.source_id = images.id
WHERE images.user_id = $1 AND job_sources.job_id = $2
ORDER BY images.id FOR KEY SHARE OF images;


-- sources.inherit

INSERT INTO image_sources (user_id, image_id, position, source_id, thumbhash)
SELECT user_id, $1, position, source_id, thumbhash FROM job_sources
WHERE user_id = $2 AND job_id = $3 AND role = 'source';


-- sources.insert_for_images

INSERT INTO image_sources (user_id, image_id, position, source_id, thumbhash) VALUES ($1::BIGINT, $2::UUID, $3::SMALLINT, $4::UUID, $5::BYTEA);


-- sources.insert_for_job

INSERT INTO job_sources (user_id, job_id, role, position, source_id, thumbhash) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::SMALLINT, $5::UUID, $6::BYTEA);


-- sources.of_images

SELECT image_sources.image_id, image_sources.position, image_sources.source_id, image_sources.thumbhash 
FROM image_sources 
WHERE image_sources.user_id = $1::BIGINT AND image_sources.image_id = any($2) ORDER BY image_sources.image_id, image_sources.position;


-- sources.of_jobs

SELECT job_sources.job_id, job_sources.position, job_sources.source_id, job_sources.thumbhash 
FROM job_sources 
WHERE job_sources.user_id = $1::BIGINT AND job_sources.job_id = any($2) AND job_sources.role = $3::VARCHAR ORDER BY job_sources.job_id, job_sources.position;
