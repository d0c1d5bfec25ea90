"""Where uploads are: on this machine's disk, or in S3-compatible storage that many machines share."""
