"""The web container's health check: `python -m plan_tracker.probe ADDRESS`."""

import os
import sys
from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urlsplit


def main(address: str) -> int:
    """0 where the site answers 200 to one of its own names, 1 otherwise.

    The name is taken from ALLOWED_HOSTS, because the site refuses requests for any other.
    """
    url = urlsplit(address)
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().removeprefix(".")
    connection = HTTPConnection(url.hostname or "127.0.0.1", url.port, timeout=4)
    try:
        connection.request("GET", url.path, headers={"Host": host})
        return 0 if connection.getresponse().status == HTTPStatus.OK else 1
    except OSError:
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
