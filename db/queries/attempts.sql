-- attempts.begin

UPDATE jobs SET sweep_at = now()
WHERE user_id = $1 AND id = $2 AND fence = $3 AND status = 'running'
RETURNING first_attempt, (SELECT coalesce(max(number), 0) + 1 FROM job_attempts
  WHERE job_attempts.user_id = $1 AND job_id = $2);

UPDATE job_slots SET status = 'running', error_code = NULL, error_message = NULL
WHERE user_id = $1 AND job_id = $2 AND status = 'waiting' RETURNING slot;


-- attempts.end

SELECT jobs.status, jobs.fence 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.id = $2::UUID FOR NO KEY UPDATE;

UPDATE job_attempts SET
  outcome = CASE WHEN outcome = 'answered' THEN outcome ELSE $1 END,
  cost_tokens = coalesce($2, cost_tokens),
  provider_request_id = coalesce($3, provider_request_id)
WHERE user_id = $4 AND job_id = $5 AND number = $6 AND NOT (
  outcome IN ('answered', $1)
  AND cost_tokens IS NOT DISTINCT FROM coalesce($2, cost_tokens)
  AND provider_request_id IS NOT DISTINCT FROM
    coalesce($3, provider_request_id));

UPDATE job_slots SET status = 'failed', preview_key = NULL,
  error_code = $1, error_message = $2
WHERE user_id = $3 AND job_id = $4 AND slot = ANY(CAST($5 AS smallint[]))
  AND status = ANY(CAST($6 AS text[])) AND NOT EXISTS (
    SELECT FROM job_attempts AS later
    WHERE later.user_id = $3 AND later.job_id = $4 AND later.number > $7
      AND job_slots.slot = ANY(later.slots));

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


-- attempts.record

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


-- attempts.reject

SELECT jobs.status, jobs.fence 
FROM jobs 
WHERE jobs.user_id = $1::BIGINT AND jobs.id = $2::UUID FOR NO KEY UPDATE;

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

UPDATE job_slots SET status = 'failed', preview_key = NULL,
  error_code = $1, error_message = $2
WHERE user_id = $3 AND job_id = $4 AND slot = ANY(CAST($5 AS smallint[]))
  AND status = ANY(CAST($6 AS text[])) AND NOT EXISTS (
    SELECT FROM job_attempts AS later
    WHERE later.user_id = $3 AND later.job_id = $4 AND later.number > $7
      AND job_slots.slot = ANY(later.slots));

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
