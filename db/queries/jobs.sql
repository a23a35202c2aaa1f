-- jobs.attempts

SELECT job_attempts.job_id, job_attempts.number, job_attempts.sent_at, job_attempts.outcome, job_attempts.cost_tokens, job_attempts.provider_request_id 
FROM job_attempts 
WHERE job_attempts.user_id = $1::BIGINT AND job_attempts.job_id = any($2) ORDER BY job_attempts.job_id, job_attempts.number;


-- jobs.by_ids

SELECT jobs.user_id, jobs.id, jobs.status, jobs.provider, jobs.model, jobs.prompt, jobs.params, jobs.n, jobs.request_hash, jobs.estimated_tokens, jobs.cost_tokens, jobs.error_code, jobs.error_message, jobs.created_at, jobs.started_at, jobs.finished_at 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.id = any($2);


-- jobs.by_key

SELECT jobs.user_id, jobs.id, jobs.status, jobs.provider, jobs.model, jobs.prompt, jobs.params, jobs.n, jobs.request_hash, jobs.estimated_tokens, jobs.cost_tokens, jobs.error_code, jobs.error_message, jobs.created_at, jobs.started_at, jobs.finished_at 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.idempotency_key = $2::VARCHAR;


-- jobs.cancel

UPDATE jobs SET status = 'cancelled', finished_at = now(), lease_until = NULL
WHERE user_id = $1 AND id = $2 AND status IN ('queued', 'running')
RETURNING extract(epoch FROM now() - created_at);

UPDATE job_slots SET status = 'failed', preview_key = NULL
WHERE user_id = $1 AND job_id = $2 AND status IN ('waiting', 'running');

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;


-- jobs.count

SELECT count(*) AS count_1 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.status = any($2);


-- jobs.create

INSERT INTO jobs (user_id, id, idempotency_key, request_hash, status, provider, model, prompt, params, n, estimated_tokens) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::BYTEA, $5::VARCHAR, $6::VARCHAR, $7::VARCHAR, $8::VARCHAR, $9::JSONB, $10::SMALLINT, $11::INTEGER) RETURNING jobs.user_id, jobs.id, jobs.status, jobs.provider, jobs.model, jobs.prompt, jobs.params, jobs.n, jobs.request_hash, jobs.estimated_tokens, jobs.cost_tokens, jobs.error_code, jobs.error_message, jobs.created_at, jobs.started_at, jobs.finished_at;

INSERT INTO job_slots (user_id, job_id, slot, status) VALUES ($1::BIGINT, $2::UUID, $3::SMALLINT, $4::VARCHAR);

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;


-- jobs.page

SELECT jobs.user_id, jobs.id, jobs.status, jobs.provider, jobs.model, jobs.prompt, jobs.params, jobs.n, jobs.request_hash, jobs.estimated_tokens, jobs.cost_tokens, jobs.error_code, jobs.error_message, jobs.created_at, jobs.started_at, jobs.finished_at 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND (jobs.created_at, jobs.id) <= ($2::TIMESTAMP WITH TIME ZONE, $3::UUID) ORDER BY jobs.created_at DESC, jobs.id DESC 
 LIMIT $4::INTEGER;

SELECT 1 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND (jobs.created_at, jobs.id) >= ($2::TIMESTAMP WITH TIME ZONE, $3::UUID) ORDER BY jobs.created_at ASC, jobs.id ASC 
 LIMIT $4::INTEGER;

SELECT jobs.user_id, jobs.id, jobs.status, jobs.provider, jobs.model, jobs.prompt, jobs.params, jobs.n, jobs.request_hash, jobs.estimated_tokens, jobs.cost_tokens, jobs.error_code, jobs.error_message, jobs.created_at, jobs.started_at, jobs.finished_at 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.status = any($2) AND (jobs.created_at, jobs.id) >= ($3::TIMESTAMP WITH TIME ZONE, $4::UUID) ORDER BY jobs.created_at ASC, jobs.id ASC 
 LIMIT $5::INTEGER;

SELECT 1 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.status = any($2) AND (jobs.created_at, jobs.id) <= ($3::TIMESTAMP WITH TIME ZONE, $4::UUID) ORDER BY jobs.created_at DESC, jobs.id DESC 
 LIMIT $5::INTEGER;


-- jobs.queue_positions

SELECT mine.id, (SELECT count(*) FROM jobs AS ahead WHERE ahead.status = 'queued'
  AND (ahead.runnable_at, ahead.id) <= (mine.runnable_at, mine.id))
FROM jobs AS mine
WHERE mine.user_id = $1 AND mine.status = 'queued'
  AND mine.id = ANY(CAST($2 AS uuid[]));


-- jobs.retry

UPDATE jobs SET status = 'cancelled', finished_at = now(), lease_until = NULL
WHERE user_id = $1 AND id = $2 AND status IN ('queued', 'running')
RETURNING extract(epoch FROM now() - created_at);

UPDATE job_slots SET status = 'failed', preview_key = NULL
WHERE user_id = $1 AND job_id = $2 AND status IN ('waiting', 'running');

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;

UPDATE jobs SET status = 'queued', fence = fence + 1, runnable_at = now(), finished_at = NULL,
  error_code = NULL, error_message = NULL, losses = 0,
  first_attempt = (SELECT coalesce(max(number), 0) + 1 FROM job_attempts
    WHERE job_attempts.user_id = $1 AND job_id = $2)
WHERE user_id = $1 AND id = $2 AND status IN ('partial', 'failed', 'cancelled')
  AND EXISTS (SELECT FROM job_slots WHERE job_slots.user_id = $1 AND job_id = $2
    AND job_slots.status = 'failed')
RETURNING fence;

UPDATE job_slots SET status = 'waiting', previews = 0, error_code = NULL, error_message = NULL
WHERE user_id = $1 AND job_id = $2 AND status = 'failed';


-- jobs.slots

SELECT job_slots.job_id, job_slots.slot, job_slots.status, job_slots.previews, job_slots.preview_key, job_slots.image_id, job_slots.error_code, job_slots.error_message 
FROM job_slots 
WHERE job_slots.user_id = $1::BIGINT AND job_slots.job_id = any($2) ORDER BY job_slots.job_id, job_slots.slot;


-- jobs.unfinished

SELECT jobs.user_id, jobs.id, jobs.status, jobs.provider, jobs.model, jobs.prompt, jobs.params, jobs.n, jobs.request_hash, jobs.estimated_tokens, jobs.cost_tokens, jobs.error_code, jobs.error_message, jobs.created_at, jobs.started_at, jobs.finished_at 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND status IN ('queued', 'running') ORDER BY jobs.created_at, jobs.id;
