-- counters.apply

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


-- counters.drift

SELECT date_bin('15 minutes', created_at, 'epoch') AS quarter,
  count(*) FILTER (WHERE deleted_at IS NULL),
  count(*) FILTER (WHERE deleted_at IS NULL AND starred),
  count(*) FILTER (WHERE deleted_at IS NOT NULL),
  coalesce(sum(byte_size) FILTER (WHERE deleted_at IS NULL), 0)::bigint,
  coalesce(sum(byte_size) FILTER (WHERE deleted_at IS NOT NULL), 0)::bigint
FROM images WHERE user_id = $1 GROUP BY quarter;

SELECT quarter, live, starred, trashed, live_bytes, trashed_bytes
FROM quarter_counts WHERE user_id = $1;


-- counters.lock

SELECT user_counters.seq 
FROM user_counters 
WHERE user_counters.user_id = $1::BIGINT FOR UPDATE;


-- counters.recount

DELETE FROM quarter_counts WHERE user_id = $1;

INSERT INTO quarter_counts
  (user_id, quarter, live, starred, trashed, live_bytes, trashed_bytes)
SELECT $1, counted.* FROM (
SELECT date_bin('15 minutes', created_at, 'epoch') AS quarter,
  count(*) FILTER (WHERE deleted_at IS NULL),
  count(*) FILTER (WHERE deleted_at IS NULL AND starred),
  count(*) FILTER (WHERE deleted_at IS NOT NULL),
  coalesce(sum(byte_size) FILTER (WHERE deleted_at IS NULL), 0)::bigint,
  coalesce(sum(byte_size) FILTER (WHERE deleted_at IS NOT NULL), 0)::bigint
FROM images WHERE user_id = $1 GROUP BY quarter
) AS counted;

SELECT coalesce(sum(live), 0), coalesce(sum(starred), 0), coalesce(sum(trashed), 0),
  coalesce(sum(live_bytes), 0)::bigint, coalesce(sum(trashed_bytes), 0)::bigint
FROM quarter_counts WHERE user_id = $1;

UPDATE user_counters SET live = $1, starred = $2, trashed = $3,
  live_bytes = $4, trashed_bytes = $5
WHERE user_id = $6;


-- counters.sum_of_quarters

SELECT coalesce(sum(live), 0), coalesce(sum(starred), 0), coalesce(sum(trashed), 0),
  coalesce(sum(live_bytes), 0)::bigint, coalesce(sum(trashed_bytes), 0)::bigint
FROM quarter_counts WHERE user_id = $1;


-- counters.totals

SELECT user_counters.live, user_counters.starred, user_counters.trashed, user_counters.live_bytes, user_counters.trashed_bytes 
FROM user_counters 
WHERE user_counters.user_id = $1::BIGINT;
