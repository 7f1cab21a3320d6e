"""The Processing provider `covmap`, and its one setting: where the program is."""

from pathlib import Path

from processing.core.ProcessingConfig import ProcessingConfig, Setting
from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .check_job import CheckJob
from .point_query import PointQuery
from .program import SETTING
from .run_job import RunJob
from .sheet import Sheet
from .verify_run import VerifyRun
from .zones import Zones

NAME = "covmap"


class CovmapProvider(QgsProcessingProvider):
    def id(self):
        return NAME

    def name(self):
        return NAME

    def icon(self):
        return QIcon(str(Path(__file__).with_name("icon.svg")))

    def load(self):
        ProcessingConfig.settingIcons[NAME] = self.icon()
        ProcessingConfig.addSetting(Setting(NAME, SETTING, "Program covmap (empty: found on PATH)", "", valuetype=Setting.FILE))
        ProcessingConfig.readSettings()
        self.refreshAlgorithms()
        return True

    def unload(self):
        ProcessingConfig.removeSetting(SETTING)

    def loadAlgorithms(self):
        for algorithm in (RunJob, CheckJob, VerifyRun, Zones, PointQuery, Sheet):
            self.addAlgorithm(algorithm())
