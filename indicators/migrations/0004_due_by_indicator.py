"""An indicator, not a plan, is what falls due as a whole: each is computed in its own transaction."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def carry_over(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Whatever was due stays due."""
    plans = apps.get_model("indicators", "DuePlan").objects.values("plan")
    due = apps.get_model("indicators", "DueIndicator").objects
    for indicator in apps.get_model("indicators", "Indicator").objects.filter(plan__in=plans):
        due.create(indicator=indicator)


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0003_other_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='DueIndicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bumps', models.PositiveIntegerField(default=1)),
                ('since', models.DateTimeField(auto_now_add=True)),
                ('indicator', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='indicators.indicator')),
            ],
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel(name='DuePlan'),
    ]
