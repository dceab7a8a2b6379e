from . import oauth, qwc, web_connector
