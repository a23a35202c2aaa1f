-- Splits the large tables of an empty, migrated database into parts by user: psql "$DATABASE_URL" -f partition.sql
-- There are 64, or so many as SET gallery.parts says before.
-- docs/operations.md says when, and how the rows get there. Names, keys and indexes stay what the migrations know.

DO $partition$
DECLARE
  parts CONSTANT int := coalesce(nullif(current_setting('gallery.parts', true), '')::int, 64);
  large CONSTANT text[] := ARRAY['images', 'image_sources', 'jobs', 'job_slots', 'job_attempts', 'job_sources'];
  name text;
  indexes text[];
  foreign_keys text[];
  statement text;
BEGIN
  IF EXISTS (SELECT FROM users) THEN
    RAISE EXCEPTION 'this database has users: partition an empty one, and bring the rows there';
  END IF;
  -- Those of the large tables, and those that point to them.
  SELECT array_agg(format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)))
  INTO foreign_keys
  FROM pg_constraint
  WHERE contype = 'f' AND (conrelid::regclass::text = ANY (large) OR confrelid::regclass::text = ANY (large));
  FOREACH name IN ARRAY large LOOP
    SELECT array_agg(pg_get_indexdef(indexrelid)) INTO indexes
    FROM pg_index WHERE indrelid = name::regclass AND NOT indisprimary
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype = 'u');
    SELECT indexes || array_agg(format('ALTER TABLE %I ADD CONSTRAINT %I %s', name, conname, pg_get_constraintdef(oid)))
    INTO indexes
    FROM pg_constraint WHERE conrelid = name::regclass AND contype IN ('p', 'u');
    EXECUTE format('CREATE TABLE parted (LIKE %I INCLUDING ALL EXCLUDING INDEXES) PARTITION BY HASH (user_id)', name);
    EXECUTE format('DROP TABLE %I CASCADE', name);
    EXECUTE format('ALTER TABLE parted RENAME TO %I', name);
    FOR part IN 0 .. parts - 1 LOOP
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS %s, REMAINDER %s)',
        format('%s_%s', name, part), name, parts, part);
    END LOOP;
    FOREACH statement IN ARRAY indexes LOOP
      EXECUTE statement;
    END LOOP;
  END LOOP;
  FOREACH statement IN ARRAY foreign_keys LOOP
    EXECUTE statement;
  END LOOP;
END
$partition$;
