"""Which pages let people in? allauth's own, as far as they are used here, ours around them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from kartotek.web.desk.sign_in import views
from kartotek.web.desk.sign_in.views import in_desk_language as shown

urlpatterns = [
    path("desk/", shown(views.choose_business), name="desk_choose"),
    path("accounts/invitation/<str:secret>/", shown(views.accept_invitation), name="invitation"),
    path("accounts/login/", shown(account.login), name="account_login"),
    path("accounts/logout/", shown(account.logout), name="account_logout"),
    path("accounts/signup/", shown(account.signup), name="account_signup"),
    path("accounts/inactive/", shown(account.account_inactive), name="account_inactive"),
    path("accounts/reauthenticate/", shown(account.reauthenticate), name="account_reauthenticate"),
    path("accounts/password/change/", shown(account.password_change), name="account_change_password"),
    path("accounts/password/set/", shown(account.password_set), name="account_set_password"),
    path("accounts/password/reset/", shown(account.password_reset), name="account_reset_password"),
    path("accounts/password/reset/done/", shown(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        shown(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        shown(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("accounts/2fa/", shown(mfa.index), name="mfa_index"),
    path("accounts/2fa/authenticate/", shown(mfa.authenticate), name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", shown(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("accounts/2fa/totp/activate/", shown(totp.activate_totp), name="mfa_activate_totp"),
    path("accounts/2fa/totp/deactivate/", shown(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("accounts/2fa/recovery-codes/", shown(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("accounts/2fa/recovery-codes/new/", shown(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
]
