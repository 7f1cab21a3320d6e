"""What the algorithms share."""

from qgis.core import QgsProcessingAlgorithm, QgsProcessingParameterFile


class CovmapAlgorithm(QgsProcessingAlgorithm):
    """An algorithm whose identifier, title and help are those of its class: NAME, TITLE, HELP."""

    NAME = TITLE = HELP = ""

    def name(self):
        return self.NAME

    def displayName(self):
        return self.TITLE

    def shortHelpString(self):
        return self.HELP

    def createInstance(self):
        return type(self)()


def run_folder():
    return QgsProcessingParameterFile("RUN", "Folder of a run", QgsProcessingParameterFile.Behavior.Folder)


def job_file(description="Job file", optional=False):
    return QgsProcessingParameterFile("JOB", description, QgsProcessingParameterFile.Behavior.File, "toml", optional=optional)


def settings_of(text):
    """`--set` words of lines KEY=VALUE; empty lines are left out."""
    words = []
    for line in text.splitlines():
        if line.strip():
            words += ["--set", line.strip()]
    return words
