-- events.after

SELECT events.seq, events.kind, events.image_ids, events.truncated, events.job_id, events.operation_id, events.happened_at 
FROM events 
WHERE events.user_id = $1::BIGINT AND events.seq > $2::BIGINT ORDER BY events.seq 
 LIMIT $3::INTEGER;


-- events.append

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;


-- events.head

SELECT user_counters.epoch, user_counters.seq 
FROM user_counters 
WHERE user_counters.user_id = $1::BIGINT;


-- events.heads

SELECT user_counters.user_id, user_counters.seq 
FROM user_counters 
WHERE user_counters.user_id IN ($1::BIGINT);


-- events.roll_partitions

SELECT pg_advisory_xact_lock(hashtext('events_partitions'));

SELECT inhrelid::regclass::text FROM pg_inherits
WHERE inhparent = 'events'::regclass AND inhrelid::regclass::text LIKE 'events_2%';

SELECT (max(happened_at) AT TIME ZONE 'UTC')::date FROM events_rest;

CREATE TABLE events_20310501 PARTITION OF events FOR VALUES FROM ('2031-05-01 00:00+00') TO ('2031-05-02 00:00+00');

CREATE TABLE events_20310502 PARTITION OF events FOR VALUES FROM ('2031-05-02 00:00+00') TO ('2031-05-03 00:00+00');

CREATE TABLE events_20310503 PARTITION OF events FOR VALUES FROM ('2031-05-03 00:00+00') TO ('2031-05-04 00:00+00');

CREATE TABLE events_20310504 PARTITION OF events FOR VALUES FROM ('2031-05-04 00:00+00') TO ('2031-05-05 00:00+00');

DROP TABLE events_yyyymmdd;

DELETE FROM events_rest WHERE happened_at < CAST($1 AS date);
