"""moto's server, with a bucket of 10 000 objects from its start: putting them takes half a minute.

python tests/filled_moto.py PORT
"""

import sys

from moto.s3.models import s3_backends
from moto.server import main

backend = s3_backends["123456789012"]["aws"]
backend.create_bucket("filled", "us-east-1")
for number in range(10_000):
    backend.put_object("filled", f"many/{number:05}.png", b"")
main(["-H", "127.0.0.1", "-p", sys.argv[1]])
