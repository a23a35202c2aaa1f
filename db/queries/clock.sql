-- clock.now

SELECT now();
