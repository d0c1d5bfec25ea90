"""What the operator sees of the running site: metrics, logs with request ids, reports of errors."""
