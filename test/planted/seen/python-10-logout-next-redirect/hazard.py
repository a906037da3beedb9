from django.contrib.auth import logout as end_session
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views import View


class LogoutView(View):
    default_page = "home"

    def target(self):
        return self.request.POST.get("next") or reverse(self.default_page)

    def post(self, request):
        end_session(request)
        response = HttpResponseRedirect(self.target())
        response.delete_cookie("remembered")
        return response
