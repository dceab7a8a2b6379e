"""A company file with long lists, as far as iterators need one: pages of a few rows, in one session only."""

from xml.sax.saxutils import escape

from .company_file import CompanyFile

PAGE = 3


class LongFile(CompanyFile):
    """`names` are its customers, in order; `breaks_at` is the page (from 1) that is refused."""

    def __init__(self, *names):
        super().__init__()
        self.names = list(names)
        self.breaks_at = 0
        self.pages_told = []

    def _one(self, request):
        if request.tag != "CustomerQueryRq" or not request.get("iterator"):
            return super()._one(request)
        first = 0 if request.get("iterator") == "Start" else int(request.get("iteratorID").split("-")[1])
        number = first // PAGE + 1
        self.pages_told.append(number)
        opening = f'<CustomerQueryRs requestID="{request.get("requestID")}"'
        if number == self.breaks_at:
            return f'{opening} statusCode="3261" statusSeverity="Error" statusMessage="You lack the right." />'
        rows = list(enumerate(self.names, 1))[first : first + PAGE]
        left = len(self.names) - first - len(rows)
        iterator = f' iteratorRemainingCount="{left}" iteratorID="it-{first + len(rows)}"'
        inside = "".join(self._named(number, name) for number, name in rows)
        said = f'statusCode="0" statusSeverity="Info" statusMessage="Status OK"{iterator}'
        return f"{opening} {said}>{inside}</CustomerQueryRs>"

    @staticmethod
    def _named(number, name):
        text = escape(name)
        return (
            f"<CustomerRet><ListID>8000-{number}</ListID><EditSequence>1</EditSequence><Name>{text}</Name>"
            f"<FullName>{text}</FullName><IsActive>true</IsActive><Email>{number}.{len(text)}@long.example</Email></CustomerRet>"
        )

    def _CustomerQuery(self, request):
        """By ids, as ReadProfiles asks."""
        ids = [one.text for one in request.findall("ListID")]
        if not ids:
            return super()._CustomerQuery(request)
        rows = [self._named(number, name) for number, name in enumerate(self.names, 1) if f"8000-{number}" in ids]
        return "".join(rows), "0" if rows else "500", "Status OK"
