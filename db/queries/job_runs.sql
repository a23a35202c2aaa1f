-- job_runs.begin_attempt

SELECT jobs.status, jobs.fence 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.id = $2::UUID FOR NO KEY UPDATE;

UPDATE job_slots SET status = 'running', error_code = NULL, error_message = NULL
WHERE user_id = $1 AND job_id = $2 AND status = 'waiting' RETURNING slot;


-- job_runs.claim

UPDATE jobs SET status = 'running', fence = fence + 1,
  started_at = coalesce(started_at, now()),
  lease_until = now() + make_interval(secs => $1)
WHERE (user_id, id) = (
  SELECT user_id, id FROM jobs WHERE status = 'queued' AND runnable_at <= now()
  ORDER BY runnable_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING user_id, id, provider, model, prompt, params, fence;


-- job_runs.end_attempt

SELECT jobs.status, jobs.fence 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.id = $2::UUID FOR NO KEY UPDATE;

UPDATE job_attempts SET outcome = $1, cost_tokens = $2,
  provider_request_id = $3
WHERE user_id = $4 AND job_id = $5 AND number = $6;

UPDATE job_slots SET status = 'failed', preview_key = NULL,
  error_code = $1, error_message = $2
WHERE user_id = $3 AND job_id = $4 AND status = 'running'
  AND slot = ANY(CAST($5 AS smallint[]));

SELECT status, error_code, error_message FROM job_slots
WHERE user_id = $1 AND job_id = $2 ORDER BY slot;

UPDATE jobs SET
  status = CASE WHEN status = 'cancelled' THEN status ELSE $1 END,
  error_code = $2, error_message = $3, lease_until = NULL,
  finished_at = coalesce(finished_at, now()),
  cost_tokens = (SELECT sum(cost_tokens) FROM job_attempts
    WHERE job_attempts.user_id = $4 AND job_id = $5)
WHERE user_id = $4 AND id = $5;

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;


-- job_runs.expire_one

SELECT user_id, id, provider FROM jobs WHERE status = 'running' AND lease_until < now()
ORDER BY lease_until LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;


-- job_runs.fail_open

SELECT jobs.status, jobs.fence 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.id = $2::UUID FOR NO KEY UPDATE;

UPDATE job_slots SET status = 'failed', preview_key = NULL,
  error_code = $1, error_message = $2
WHERE user_id = $3 AND job_id = $4 AND status IN ('waiting', 'running');

SELECT status, error_code, error_message FROM job_slots
WHERE user_id = $1 AND job_id = $2 ORDER BY slot;

UPDATE jobs SET
  status = CASE WHEN status = 'cancelled' THEN status ELSE $1 END,
  error_code = $2, error_message = $3, lease_until = NULL,
  finished_at = coalesce(finished_at, now()),
  cost_tokens = (SELECT sum(cost_tokens) FROM job_attempts
    WHERE job_attempts.user_id = $4 AND job_id = $5)
WHERE user_id = $4 AND id = $5;

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;


-- job_runs.fail_slot

SELECT jobs.status, jobs.fence 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.id = $2::UUID FOR NO KEY UPDATE;

UPDATE job_slots SET status = 'failed', preview_key = NULL,
  error_code = $1, error_message = $2
WHERE user_id = $3 AND job_id = $4 AND status = 'running'
  AND slot = ANY(CAST($5 AS smallint[]));

SELECT status, error_code, error_message FROM job_slots
WHERE user_id = $1 AND job_id = $2 ORDER BY slot;

UPDATE jobs SET
  status = CASE WHEN status = 'cancelled' THEN status ELSE $1 END,
  error_code = $2, error_message = $3, lease_until = NULL,
  finished_at = coalesce(finished_at, now()),
  cost_tokens = (SELECT sum(cost_tokens) FROM job_attempts
    WHERE job_attempts.user_id = $4 AND job_id = $5)
WHERE user_id = $4 AND id = $5;

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;


-- job_runs.heartbeat

UPDATE jobs SET lease_until = now() + make_interval(secs => $1)
WHERE user_id = $2 AND id = $3 AND fence = $4 AND status = 'running';


-- job_runs.lock

SELECT jobs.status, jobs.fence 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.id = $2::UUID FOR NO KEY UPDATE;


-- job_runs.note_preview

UPDATE job_slots SET preview_key = $1, previews = previews + 1
WHERE user_id = $2 AND job_id = $3 AND slot = $4 AND status = 'running';


-- job_runs.requeue

UPDATE jobs SET status = 'queued', lease_until = NULL, fence = fence + 1,
  runnable_at = now() + make_interval(secs => $1)
WHERE user_id = $2 AND id = $3 AND status = 'running'
  AND fence = coalesce(CAST($4 AS integer), fence);

UPDATE job_attempts SET outcome = $1
WHERE user_id = $2 AND job_id = $3 AND outcome = 'pending'
  AND fence = coalesce(CAST($4 AS integer), fence);

UPDATE job_slots SET status = 'waiting', previews = 0, preview_key = NULL
WHERE user_id = $1 AND job_id = $2 AND status = 'running';

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;


-- job_runs.runnable

SELECT jobs.id, jobs.fence 
FROM jobs 
WHERE jobs.status = $1::VARCHAR AND jobs.runnable_at <= now() ORDER BY jobs.runnable_at, jobs.id 
 LIMIT $2::INTEGER;


-- job_runs.settle

SELECT status, error_code, error_message FROM job_slots
WHERE user_id = $1 AND job_id = $2 ORDER BY slot;
