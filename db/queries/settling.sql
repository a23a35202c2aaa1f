-- settling.fail_slots

UPDATE job_slots SET status = 'failed', preview_key = NULL,
  error_code = $1, error_message = $2
WHERE user_id = $3 AND job_id = $4 AND status = ANY(CAST($5 AS text[]));


-- settling.lock

SELECT jobs.status, jobs.fence 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.id = $2::UUID FOR NO KEY UPDATE;


-- settling.settle

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
