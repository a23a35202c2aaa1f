-- worklists.first

INSERT INTO operations (user_id, id, action, status, selection, matched, changed, skipped) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::JSONB, $6::INTEGER, $7::INTEGER, $8::JSONB) RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

SELECT operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches 
FROM operations 
WHERE operations.user_id = $1::BIGINT AND operations.id = $2::UUID FOR NO KEY UPDATE;

INSERT INTO operation_worklists (user_id, operation_id, number, ids) SELECT $1::BIGINT AS anon_1, $2 AS anon_2, anon_3.number, array_agg(anon_3.id ORDER BY anon_3.created_at, anon_3.id) AS array_agg_1 
FROM (SELECT images.created_at AS created_at, images.id AS id, CAST(row_number() OVER (ORDER BY images.created_at, images.id) - $3::INTEGER AS INTEGER) / $4::INTEGER AS number 
FROM images 
WHERE images.user_id = $5::BIGINT AND images.deleted_at IS NULL AND images.moved_seq <= $6::BIGINT) AS anon_3 GROUP BY anon_3.number;

SELECT coalesce(sum(cardinality(operation_worklists.ids)), $1::INTEGER) AS coalesce_1 
FROM operation_worklists 
WHERE operation_worklists.user_id = $2::BIGINT AND operation_worklists.operation_id = $3::UUID;

UPDATE operations SET matched=$1::INTEGER, listed=$2::BOOLEAN WHERE operations.user_id = $3::BIGINT AND operations.id = $4::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

SELECT operation_worklists.number, operation_worklists.ids 
FROM operation_worklists 
WHERE operation_worklists.user_id = $1::BIGINT AND operation_worklists.operation_id = $2::UUID ORDER BY operation_worklists.number 
 LIMIT $3::INTEGER;

UPDATE operation_worklists SET ids=$1::UUID[] WHERE operation_worklists.user_id = $2::BIGINT AND operation_worklists.operation_id = $3::UUID AND operation_worklists.number = $4::INTEGER;

DELETE FROM operation_worklists WHERE operation_worklists.user_id = $1::BIGINT AND operation_worklists.operation_id = $2::UUID AND operation_worklists.number = $3::INTEGER;

UPDATE operations SET matched=(operations.matched - $1::INTEGER), changed=(operations.changed + $2::INTEGER), skipped=$3::JSONB, batches=(operations.batches + $4::INTEGER) WHERE operations.user_id = $5::BIGINT AND operations.id = $6::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

UPDATE operations SET status=$1::VARCHAR, selection=$2::JSONB, error=$3::VARCHAR, undoing=$4::BOOLEAN WHERE operations.user_id = $5::BIGINT AND operations.id = $6::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

SELECT operations.created_at > now() - $1::INTERVAL AS anon_1 
FROM operations 
WHERE operations.user_id = $2::BIGINT AND operations.id = $3::UUID;

UPDATE operations SET status=$1::VARCHAR, undoing=$2::BOOLEAN WHERE operations.user_id = $3::BIGINT AND operations.id = $4::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;


-- worklists.shorten

INSERT INTO operations (user_id, id, action, status, selection, matched, changed, skipped) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::JSONB, $6::INTEGER, $7::INTEGER, $8::JSONB) RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

SELECT operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches 
FROM operations 
WHERE operations.user_id = $1::BIGINT AND operations.id = $2::UUID FOR NO KEY UPDATE;

INSERT INTO operation_worklists (user_id, operation_id, number, ids) SELECT $1::BIGINT AS anon_1, $2 AS anon_2, anon_3.number, array_agg(anon_3.id ORDER BY anon_3.created_at, anon_3.id) AS array_agg_1 
FROM (SELECT images.created_at AS created_at, images.id AS id, CAST(row_number() OVER (ORDER BY images.created_at, images.id) - $3::INTEGER AS INTEGER) / $4::INTEGER AS number 
FROM images 
WHERE images.user_id = $5::BIGINT AND images.deleted_at IS NULL AND images.moved_seq <= $6::BIGINT) AS anon_3 GROUP BY anon_3.number;

SELECT coalesce(sum(cardinality(operation_worklists.ids)), $1::INTEGER) AS coalesce_1 
FROM operation_worklists 
WHERE operation_worklists.user_id = $2::BIGINT AND operation_worklists.operation_id = $3::UUID;

UPDATE operations SET matched=$1::INTEGER, listed=$2::BOOLEAN WHERE operations.user_id = $3::BIGINT AND operations.id = $4::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

SELECT operation_worklists.number, operation_worklists.ids 
FROM operation_worklists 
WHERE operation_worklists.user_id = $1::BIGINT AND operation_worklists.operation_id = $2::UUID ORDER BY operation_worklists.number 
 LIMIT $3::INTEGER;

UPDATE operation_worklists SET ids=$1::UUID[] WHERE operation_worklists.user_id = $2::BIGINT AND operation_worklists.operation_id = $3::UUID AND operation_worklists.number = $4::INTEGER;

DELETE FROM operation_worklists WHERE operation_worklists.user_id = $1::BIGINT AND operation_worklists.operation_id = $2::UUID AND operation_worklists.number = $3::INTEGER;

UPDATE operations SET matched=(operations.matched - $1::INTEGER), changed=(operations.changed + $2::INTEGER), skipped=$3::JSONB, batches=(operations.batches + $4::INTEGER) WHERE operations.user_id = $5::BIGINT AND operations.id = $6::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

UPDATE operations SET status=$1::VARCHAR, selection=$2::JSONB, error=$3::VARCHAR, undoing=$4::BOOLEAN WHERE operations.user_id = $5::BIGINT AND operations.id = $6::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

SELECT operations.created_at > now() - $1::INTERVAL AS anon_1 
FROM operations 
WHERE operations.user_id = $2::BIGINT AND operations.id = $3::UUID;

UPDATE operations SET status=$1::VARCHAR, undoing=$2::BOOLEAN WHERE operations.user_id = $3::BIGINT AND operations.id = $4::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;


-- worklists.write

INSERT INTO operations (user_id, id, action, status, selection, matched, changed, skipped) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::JSONB, $6::INTEGER, $7::INTEGER, $8::JSONB) RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

SELECT operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches 
FROM operations 
WHERE operations.user_id = $1::BIGINT AND operations.id = $2::UUID FOR NO KEY UPDATE;

INSERT INTO operation_worklists (user_id, operation_id, number, ids) SELECT $1::BIGINT AS anon_1, $2 AS anon_2, anon_3.number, array_agg(anon_3.id ORDER BY anon_3.created_at, anon_3.id) AS array_agg_1 
FROM (SELECT images.created_at AS created_at, images.id AS id, CAST(row_number() OVER (ORDER BY images.created_at, images.id) - $3::INTEGER AS INTEGER) / $4::INTEGER AS number 
FROM images 
WHERE images.user_id = $5::BIGINT AND images.deleted_at IS NULL AND images.moved_seq <= $6::BIGINT) AS anon_3 GROUP BY anon_3.number;

SELECT coalesce(sum(cardinality(operation_worklists.ids)), $1::INTEGER) AS coalesce_1 
FROM operation_worklists 
WHERE operation_worklists.user_id = $2::BIGINT AND operation_worklists.operation_id = $3::UUID;

UPDATE operations SET matched=$1::INTEGER, listed=$2::BOOLEAN WHERE operations.user_id = $3::BIGINT AND operations.id = $4::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

SELECT operation_worklists.number, operation_worklists.ids 
FROM operation_worklists 
WHERE operation_worklists.user_id = $1::BIGINT AND operation_worklists.operation_id = $2::UUID ORDER BY operation_worklists.number 
 LIMIT $3::INTEGER;

UPDATE operation_worklists SET ids=$1::UUID[] WHERE operation_worklists.user_id = $2::BIGINT AND operation_worklists.operation_id = $3::UUID AND operation_worklists.number = $4::INTEGER;

DELETE FROM operation_worklists WHERE operation_worklists.user_id = $1::BIGINT AND operation_worklists.operation_id = $2::UUID AND operation_worklists.number = $3::INTEGER;

UPDATE operations SET matched=(operations.matched - $1::INTEGER), changed=(operations.changed + $2::INTEGER), skipped=$3::JSONB, batches=(operations.batches + $4::INTEGER) WHERE operations.user_id = $5::BIGINT AND operations.id = $6::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

UPDATE operations SET status=$1::VARCHAR, selection=$2::JSONB, error=$3::VARCHAR, undoing=$4::BOOLEAN WHERE operations.user_id = $5::BIGINT AND operations.id = $6::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

SELECT operations.created_at > now() - $1::INTERVAL AS anon_1 
FROM operations 
WHERE operations.user_id = $2::BIGINT AND operations.id = $3::UUID;

UPDATE operations SET status=$1::VARCHAR, undoing=$2::BOOLEAN WHERE operations.user_id = $3::BIGINT AND operations.id = $4::UUID RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;
