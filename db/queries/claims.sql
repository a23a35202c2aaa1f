-- claims.claim

UPDATE jobs SET status = 'running', fence = fence + 1, spool_folder = $1,
  started_at = coalesce(started_at, now()),
  lease_until = now() + make_interval(secs => $2)
WHERE (user_id, id) = (
  SELECT user_id, id FROM jobs WHERE status = 'queued' AND runnable_at <= now()
  ORDER BY runnable_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING user_id, id, provider, model, prompt, params, fence;


-- claims.fail

SELECT jobs.status, jobs.fence 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.id = $2::UUID FOR NO KEY UPDATE;

UPDATE job_slots SET status = 'failed', preview_key = NULL,
  error_code = $1, error_message = $2
WHERE user_id = $3 AND job_id = $4 AND status = ANY(CAST($5 AS text[]));

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

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;


-- claims.heartbeat

UPDATE jobs SET lease_until = now() + make_interval(secs => $1)
WHERE user_id = $2 AND id = $3 AND fence = $4 AND status = 'running';


-- claims.queue

SELECT count(*), coalesce(extract(epoch FROM now() - min(runnable_at)), 0) FROM (
  SELECT runnable_at FROM jobs WHERE status = 'queued' AND runnable_at <= now()
  ORDER BY runnable_at, id LIMIT $1) AS waiting;


-- claims.runnable

SELECT jobs.id, jobs.fence 
FROM jobs 
WHERE jobs.status = $1::VARCHAR AND jobs.runnable_at <= now() ORDER BY jobs.runnable_at, jobs.id 
 LIMIT $2::INTEGER;
