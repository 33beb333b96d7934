"""What the roles of people, enterprises and offices are called."""

from kernel.access.roles import Role
from kernel.seams import role
from kernel.text import Text


@role("applicant")
def applicant() -> Role:
    """Comes with requests of their own."""
    return Role(Text("个人用户", "Applicant"), Text("为自己办事", "Applies for themselves"), staff=False)


@role("enterprise_admin")
def enterprise_admin() -> Role:
    """Acts for an enterprise."""
    return Role(
        Text("企业用户", "Enterprise user"),
        Text("为所在企业及其人员办事", "Acts for an enterprise and its staff"),
        staff=False,
    )


@role("window_clerk")
def window_clerk() -> Role:
    """Receives whoever comes; decides nothing."""
    return Role(
        Text("窗口人员", "Window clerk"),
        Text("接待来人，查询登记，核验身份", "Receives people, looks up registers, verifies identities"),
    )


@role("city_clerk")
def city_clerk() -> Role:
    """Decides for a city, and keeps its enterprises and their staff."""
    return Role(
        Text("市级经办人", "City clerk"),
        Text(
            "办理本机构的办件，维护本机构管理的企业和人员", "Decides the cases of an office, keeps its firms"
        ),
    )


@role("province_clerk")
def province_clerk() -> Role:
    """Decides for the province, and keeps its registers."""
    return Role(
        Text("省级经办人", "Province clerk"),
        Text("办理全省办件，维护全省登记", "Decides cases of the province, keeps its registers"),
    )
