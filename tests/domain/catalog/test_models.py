"""Does a row of the catalogue say what it is?"""

from kartotek.domain.catalog.models import Category, Employee, EmployeeService, Service


def test_rows_say_what_they_are() -> None:
    assert str(Category(name="Hair")) == "Hair"
    assert str(Service(name="Haircut")) == "Haircut"
    assert str(Employee(name="Jonas")) == "Jonas"
    assert str(EmployeeService(employee_id=1, service_id=2)) == "1 performs 2"
