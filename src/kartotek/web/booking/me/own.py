"""Who is signed in, and what do all of her pages show? Without a sign-in they lead there and back."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode

from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.kernel.errors import NotFound
from kartotek.web.kit.public import PublicContext, PublicRequest
from kartotek.web.kit.views import public_view

P = ParamSpec("P")


def own_view(
    view: Callable[Concatenate[PublicRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """A page of somebody signed in. Who proved an address that is on no card is told so, and may book."""

    @wraps(view)
    def guarded(request: PublicRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        customer = request.public.customer
        if customer is None:
            asked = urlencode({"next": request.public.url("me:index")})
            return HttpResponseRedirect(f"{request.public.url('sign_in:index')}?{asked}")
        if customer.customer_id is None:
            return render(request, "me/no_card.html")
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return public_view(guarded)


def herself(view: Callable[Concatenate[PublicRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of what only she herself says; staff who act as her are told so (S50)."""

    @wraps(view)
    def guarded(request: PublicRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.public.customer is not None and request.public.customer.opened_by:
            return render(request, "me/herself.html", status=200 if request.method in {"GET", "HEAD"} else 403)
        return view(request, *args, **kwargs)

    return own_view(guarded)


def own_id(public: PublicContext) -> int:
    """The card of who is signed in; `own_view` saw to it that there is one."""
    customer_id = None if public.customer is None else public.customer.customer_id
    if customer_id is None:
        raise NotFound
    return customer_id


def own_card(public: PublicContext) -> CustomerCard:
    """Her card."""
    return get_customer(own_id(public), viewer=public.actor)
