"""How does background work run? Procrastinate finds the tasks in the `jobs` modules of the domain."""

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful", "update_heartbeat_interval": 10.0}
