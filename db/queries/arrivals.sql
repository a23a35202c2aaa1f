-- arrivals.add_restored

SELECT images.id, images.thumbhash 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.id = any($2) ORDER BY images.id FOR KEY SHARE;

SELECT user_counters.seq 
FROM user_counters 
WHERE user_counters.user_id = $1::BIGINT FOR UPDATE;

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.id = any($2);

INSERT INTO tombstones (user_id, image_id, key)
SELECT $1, CAST($2 AS uuid), CAST($3 AS text)
WHERE EXISTS (SELECT FROM tombstones WHERE user_id = $1 AND image_id = $2)
  OR EXISTS (SELECT FROM events
    WHERE user_id = $1 AND seq > $4 AND CAST($2 AS uuid) = ANY(image_ids))
ON CONFLICT (user_id, image_id) DO UPDATE SET tries = tombstones.tries + 1, try_at = now();

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;

INSERT INTO images (user_id, id, origin, prompt, revised_prompt, model, params, width, height, content_type, byte_size, sha256, thumbhash, key, cost_tokens, starred, deleted_at, created_at, moved_seq, job_id, search) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::VARCHAR, $6::VARCHAR, $7::JSONB, $8::INTEGER, $9::INTEGER, $10::VARCHAR, $11::BIGINT, $12::BYTEA, $13::BYTEA, $14::VARCHAR, $15::INTEGER, $16::BOOLEAN, $17::TIMESTAMP WITH TIME ZONE, clock_timestamp(), $18::BIGINT, $19::UUID, $20) RETURNING images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id;

INSERT INTO sidecars_due (user_id, image_id)
SELECT $1, unnest(CAST($2 AS uuid[]))
ON CONFLICT (user_id, image_id) DO UPDATE SET try_at = excluded.try_at, tries = 0;

INSERT INTO quarter_counts
  (user_id, quarter, live, starred, trashed, live_bytes, trashed_bytes)
SELECT $1, * FROM unnest(
  CAST($2 AS timestamptz[]), CAST($3 AS integer[]), CAST($4 AS integer[]),
  CAST($5 AS integer[]), CAST($6 AS bigint[]), CAST($7 AS bigint[]))
ON CONFLICT (user_id, quarter) DO UPDATE SET
  live = quarter_counts.live + excluded.live,
  starred = quarter_counts.starred + excluded.starred,
  trashed = quarter_counts.trashed + excluded.trashed,
  live_bytes = quarter_counts.live_bytes + excluded.live_bytes,
  trashed_bytes = quarter_counts.trashed_bytes + excluded.trashed_bytes;

INSERT INTO image_sources (user_id, image_id, position, source_id, thumbhash) VALUES ($1::BIGINT, $2::UUID, $3::SMALLINT, $4::UUID, $5::BYTEA);


-- arrivals.add_upload

SELECT user_counters.seq 
FROM user_counters 
WHERE user_counters.user_id = $1::BIGINT FOR UPDATE;

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.id = any($2);

INSERT INTO tombstones (user_id, image_id, key)
SELECT $1, CAST($2 AS uuid), CAST($3 AS text)
WHERE EXISTS (SELECT FROM tombstones WHERE user_id = $1 AND image_id = $2)
  OR EXISTS (SELECT FROM events
    WHERE user_id = $1 AND seq > $4 AND CAST($2 AS uuid) = ANY(image_ids))
ON CONFLICT (user_id, image_id) DO UPDATE SET tries = tombstones.tries + 1, try_at = now();

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;

INSERT INTO images (user_id, id, origin, prompt, revised_prompt, model, params, width, height, content_type, byte_size, sha256, thumbhash, key, cost_tokens, starred, deleted_at, created_at, moved_seq, job_id, search) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::VARCHAR, $6::VARCHAR, $7::JSONB, $8::INTEGER, $9::INTEGER, $10::VARCHAR, $11::BIGINT, $12::BYTEA, $13::BYTEA, $14::VARCHAR, $15::INTEGER, $16::BOOLEAN, $17::TIMESTAMP WITH TIME ZONE, clock_timestamp(), $18::BIGINT, $19::UUID, $20) RETURNING images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id;

INSERT INTO sidecars_due (user_id, image_id)
SELECT $1, unnest(CAST($2 AS uuid[]))
ON CONFLICT (user_id, image_id) DO UPDATE SET try_at = excluded.try_at, tries = 0;

INSERT INTO quarter_counts
  (user_id, quarter, live, starred, trashed, live_bytes, trashed_bytes)
SELECT $1, * FROM unnest(
  CAST($2 AS timestamptz[]), CAST($3 AS integer[]), CAST($4 AS integer[]),
  CAST($5 AS integer[]), CAST($6 AS bigint[]), CAST($7 AS bigint[]))
ON CONFLICT (user_id, quarter) DO UPDATE SET
  live = quarter_counts.live + excluded.live,
  starred = quarter_counts.starred + excluded.starred,
  trashed = quarter_counts.trashed + excluded.trashed,
  live_bytes = quarter_counts.live_bytes + excluded.live_bytes,
  trashed_bytes = quarter_counts.trashed_bytes + excluded.trashed_bytes;


-- arrivals.deliver

SELECT jobs.status, jobs.fence 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.id = $2::UUID FOR NO KEY UPDATE;

SELECT images.id FROM images JOIN job_sources
  ON job_sources.user_id = images.user_id AND job_sources.source_id = images.id
WHERE images.user_id = $1 AND job_sources.job_id = $2
ORDER BY images.id FOR KEY SHARE OF images;

SELECT images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.id = any($2);

INSERT INTO tombstones (user_id, image_id, key)
SELECT $1, CAST($2 AS uuid), CAST($3 AS text)
WHERE EXISTS (SELECT FROM tombstones WHERE user_id = $1 AND image_id = $2)
  OR EXISTS (SELECT FROM events
    WHERE user_id = $1 AND seq > $4 AND CAST($2 AS uuid) = ANY(image_ids))
ON CONFLICT (user_id, image_id) DO UPDATE SET tries = tombstones.tries + 1, try_at = now();

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;

INSERT INTO images (user_id, id, origin, prompt, revised_prompt, model, params, width, height, content_type, byte_size, sha256, thumbhash, key, cost_tokens, starred, deleted_at, created_at, moved_seq, job_id, search) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::VARCHAR, $6::VARCHAR, $7::JSONB, $8::INTEGER, $9::INTEGER, $10::VARCHAR, $11::BIGINT, $12::BYTEA, $13::BYTEA, $14::VARCHAR, $15::INTEGER, $16::BOOLEAN, $17::TIMESTAMP WITH TIME ZONE, clock_timestamp(), $18::BIGINT, $19::UUID, $20) RETURNING images.user_id, images.id, images.origin, images.prompt, images.revised_prompt, images.model, images.params, images.width, images.height, images.content_type, images.byte_size, images.sha256, images.thumbhash, images.key, images.cost_tokens, images.starred, images.deleted_at, images.created_at, images.job_id;

INSERT INTO sidecars_due (user_id, image_id)
SELECT $1, unnest(CAST($2 AS uuid[]))
ON CONFLICT (user_id, image_id) DO UPDATE SET try_at = excluded.try_at, tries = 0;

INSERT INTO quarter_counts
  (user_id, quarter, live, starred, trashed, live_bytes, trashed_bytes)
SELECT $1, * FROM unnest(
  CAST($2 AS timestamptz[]), CAST($3 AS integer[]), CAST($4 AS integer[]),
  CAST($5 AS integer[]), CAST($6 AS bigint[]), CAST($7 AS bigint[]))
ON CONFLICT (user_id, quarter) DO UPDATE SET
  live = quarter_counts.live + excluded.live,
  starred = quarter_counts.starred + excluded.starred,
  trashed = quarter_counts.trashed + excluded.trashed,
  live_bytes = quarter_counts.live_bytes + excluded.live_bytes,
  trashed_bytes = quarter_counts.trashed_bytes + excluded.trashed_bytes;

INSERT INTO image_sources (user_id, image_id, position, source_id, thumbhash)
SELECT user_id, $1, position, source_id, thumbhash FROM job_sources
WHERE user_id = $2 AND job_id = $3 AND role = 'source';

UPDATE job_slots SET status = 'done', image_id = $1, preview_key = NULL,
  error_code = NULL, error_message = NULL
WHERE user_id = $2 AND job_id = $3 AND slot = $4 AND image_id IS NULL;

WITH progress AS (
  UPDATE jobs SET losses = 0 WHERE user_id = $1 AND id = $2 AND losses > 0)
UPDATE job_attempts SET
  answered = array_append(array_remove(answered, CAST($3 AS smallint)),
    CAST($3 AS smallint)),
  outcome = CASE WHEN slots <@ array_append(answered, CAST($3 AS smallint))
    THEN 'answered' ELSE outcome END,
  cost_tokens = coalesce($4, cost_tokens),
  provider_request_id = coalesce($5, provider_request_id)
WHERE user_id = $1 AND job_id = $2 AND number = $6;

SELECT status, error_code, error_message FROM job_slots
WHERE user_id = $1 AND job_id = $2 ORDER BY slot;

UPDATE jobs SET
  status = CASE WHEN status = 'cancelled' THEN status ELSE $1 END,
  error_code = $2, error_message = $3, lease_until = NULL,
  finished_at = coalesce(finished_at, now()),
  cost_tokens = (SELECT sum(cost_tokens) FROM job_attempts
    WHERE job_attempts.user_id = $4 AND job_id = $5)
WHERE user_id = $4 AND id = $5
RETURNING status, finished_at = now(), extract(epoch FROM now() - created_at);
