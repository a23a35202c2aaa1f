-- operations.advance

INSERT INTO operations (user_id, id, action, status, selection, matched, changed, skipped) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::JSONB, $6::INTEGER, $7::INTEGER, $8::JSONB) RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;

SELECT operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing 
FROM operations 
WHERE operations.user_id = $1::BIGINT AND operations.id = $2::UUID FOR NO KEY UPDATE;

UPDATE operations SET changed=(operations.changed + $1::INTEGER), skipped=$2::JSONB, position=coalesce($3::UUID, operations.position), batches=(operations.batches + $4::INTEGER) WHERE operations.user_id = $5::BIGINT AND operations.id = $6::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;

UPDATE operations SET status=$1::VARCHAR, selection=$2::JSONB, error=$3::VARCHAR, undoing=$4::BOOLEAN WHERE operations.user_id = $5::BIGINT AND operations.id = $6::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;

SELECT operations.created_at > now() - $1::INTERVAL AS anon_1 
FROM operations 
WHERE operations.user_id = $2::BIGINT AND operations.id = $3::UUID;

UPDATE operations SET status=$1::VARCHAR, undoing=$2::BOOLEAN WHERE operations.user_id = $3::BIGINT AND operations.id = $4::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;


-- operations.begin_undo

INSERT INTO operations (user_id, id, action, status, selection, matched, changed, skipped) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::JSONB, $6::INTEGER, $7::INTEGER, $8::JSONB) RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;

SELECT operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing 
FROM operations 
WHERE operations.user_id = $1::BIGINT AND operations.id = $2::UUID FOR NO KEY UPDATE;

UPDATE operations SET changed=(operations.changed + $1::INTEGER), skipped=$2::JSONB, position=coalesce($3::UUID, operations.position), batches=(operations.batches + $4::INTEGER) WHERE operations.user_id = $5::BIGINT AND operations.id = $6::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;

UPDATE operations SET status=$1::VARCHAR, selection=$2::JSONB, error=$3::VARCHAR, undoing=$4::BOOLEAN WHERE operations.user_id = $5::BIGINT AND operations.id = $6::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;

SELECT operations.created_at > now() - $1::INTERVAL AS anon_1 
FROM operations 
WHERE operations.user_id = $2::BIGINT AND operations.id = $3::UUID;

UPDATE operations SET status=$1::VARCHAR, undoing=$2::BOOLEAN WHERE operations.user_id = $3::BIGINT AND operations.id = $4::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;


-- operations.by_ids

SELECT operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing 
FROM operations 
WHERE operations.user_id = $1::BIGINT AND operations.id = any($2);


-- operations.finish

INSERT INTO operations (user_id, id, action, status, selection, matched, changed, skipped) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::JSONB, $6::INTEGER, $7::INTEGER, $8::JSONB) RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;

SELECT operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing 
FROM operations 
WHERE operations.user_id = $1::BIGINT AND operations.id = $2::UUID FOR NO KEY UPDATE;

UPDATE operations SET changed=(operations.changed + $1::INTEGER), skipped=$2::JSONB, position=coalesce($3::UUID, operations.position), batches=(operations.batches + $4::INTEGER) WHERE operations.user_id = $5::BIGINT AND operations.id = $6::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;

UPDATE operations SET status=$1::VARCHAR, selection=$2::JSONB, error=$3::VARCHAR, undoing=$4::BOOLEAN WHERE operations.user_id = $5::BIGINT AND operations.id = $6::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;

SELECT operations.created_at > now() - $1::INTERVAL AS anon_1 
FROM operations 
WHERE operations.user_id = $2::BIGINT AND operations.id = $3::UUID;

UPDATE operations SET status=$1::VARCHAR, undoing=$2::BOOLEAN WHERE operations.user_id = $3::BIGINT AND operations.id = $4::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;


-- operations.is_recent

SELECT operations.created_at > now() - $1::INTERVAL AS anon_1 
FROM operations 
WHERE operations.user_id = $2::BIGINT AND operations.id = $3::UUID;


-- operations.lock

SELECT operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing 
FROM operations 
WHERE operations.user_id = $1::BIGINT AND operations.id = $2::UUID FOR NO KEY UPDATE;


-- operations.page

SELECT operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing 
FROM operations 
WHERE operations.user_id = $1::BIGINT AND (operations.created_at, operations.id) <= ($2::TIMESTAMP WITH TIME ZONE, $3::UUID) ORDER BY operations.created_at DESC, operations.id DESC 
 LIMIT $4::INTEGER;

SELECT 1 
FROM operations 
WHERE operations.user_id = $1::BIGINT AND (operations.created_at, operations.id) >= ($2::TIMESTAMP WITH TIME ZONE, $3::UUID) ORDER BY operations.created_at ASC, operations.id ASC 
 LIMIT $4::INTEGER;


-- operations.running

SELECT id FROM operations WHERE status = 'running' AND created_at < now() - interval '10 s'
ORDER BY created_at LIMIT 100;


-- operations.start

INSERT INTO operations (user_id, id, action, status, selection, matched, changed, skipped) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::JSONB, $6::INTEGER, $7::INTEGER, $8::JSONB) RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing;


-- operations.take_running

SELECT user_id, selection, position, batches, id, action, status, matched, changed, skipped, error, created_at, undoing
FROM operations WHERE status = 'running'
ORDER BY created_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
