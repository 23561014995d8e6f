"""The distribution ``imio.guichet``: a town's website and e-counter in Plone."""

from pathlib import Path
from setuptools import find_namespace_packages
from setuptools import setup


HERE = Path(__file__).parent

#: What a program that serves a trial site needs besides the product.
RUN = [
    "aiosmtpd",
    "Paste",
    "waitress",
]
#: RelStorage: the database of a large town.
POSTGRESQL = [
    "psycopg2-binary",
    "RelStorage",
]
TEST = [
    *RUN,
    "axe-playwright-python",
    "build",
    "holidays",
    "hypothesis",
    "i18ndude",
    "import-linter",
    "playwright",
    "plone.app.testing",
    "psutil",
    "pypdf",
    "pytest",
    "pytest-plone",
    "pytest-xdist",
    "requests",
    "wheel",
    "zope.pytestlayer",
]
LINT = [
    "i18ndude",
    "import-linter",
    "mypy",
    "ruff",
    "towncrier",
    "types-setuptools",
    "zpretty",
]

setup(
    name="imio.guichet",
    version="1.0.0.dev0",
    description="A town's website and its e-counter, one Plone site.",
    long_description="\n\n".join(
        (HERE / name).read_text() for name in ("README.rst", "CHANGES.rst")
    ),
    long_description_content_type="text/x-rst",
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Environment :: Web Environment",
        "Framework :: Plone",
        "Framework :: Plone :: 6.2",
        "Framework :: Plone :: Addon",
        "Framework :: Plone :: Distribution",
        "Intended Audience :: End Users/Desktop",
        "Natural Language :: French",
        "Operating System :: OS Independent",
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
    ],
    keywords="Plone e-government forms counter town",
    author="iMio",
    license="GPL-2.0-only",
    license_files=["LICENSE"],
    packages=find_namespace_packages(
        "src", include=["imio.guichet*"], exclude=["*.__pycache__"]
    ),
    package_dir={"": "src"},
    include_package_data=True,
    zip_safe=False,
    python_requires=">=3.11,<3.14",
    install_requires=[
        "Plone>=6.2,<6.3",
        "babel",
        "collective.easyform",
        "filetype",
        "google-re2",
        "lxml",
        "markupsafe",
        "openpyxl",
        "phonenumbers",
        "Pillow",
        "plone.distribution",
        "plone.exportimport",
        "python-stdnum",
        "setuptools<81",
        "weasyprint",
    ],
    extras_require={
        "run": RUN,
        "test": TEST,
        "lint": LINT,
        "bench": [*RUN, "psutil"],
        "postgresql": POSTGRESQL,
        "buildout": ["zc.buildout>=6.0.1", "plone.recipe.zope2instance"],
    },
    entry_points={"plone.autoinclude.plugin": ["target = plone"]},
)
