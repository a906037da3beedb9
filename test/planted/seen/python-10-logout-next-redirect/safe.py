from django.contrib.auth import logout as end_session
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View


class LogoutView(View):
    default_page = "home"

    def target(self):
        wanted = self.request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        ):
            return wanted
        return reverse(self.default_page)

    def post(self, request):
        end_session(request)
        response = HttpResponseRedirect(self.target())
        response.delete_cookie("remembered")
        return response
