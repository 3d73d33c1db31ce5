# SPDX-License-Identifier: Apache-2.0
"""Django, as it is: its backend for PostgreSQL finds this psycopg2."""

# region django
import django
from django.conf import settings

from psycopg2.extensions import parse_dsn

server = parse_dsn(dsn)
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": server["dbname"],
            "USER": server["user"],
            "HOST": server["host"],
            "PORT": server["port"],
        }
    },
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()

from django.db import IntegrityError, connection, models, transaction


class Author(models.Model):
    name = models.CharField(max_length=50, unique=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(null=True)

    class Meta:
        app_label = "library"


with connection.schema_editor() as editor:
    editor.create_model(Author)
Author.objects.bulk_create([Author(name=f"author {i}", data={"n": i}) for i in range(100)])
print(Author.objects.filter(data__n__gte=90).count(), Author.objects.get(data__n=7).name)
try:
    with transaction.atomic():
        Author.objects.create(name="author 1")
except IntegrityError as e:
    print(type(e.__cause__).__name__, e.__cause__.pgcode)
with connection.schema_editor() as editor:
    editor.delete_model(Author)
connection.close()
# endregion
