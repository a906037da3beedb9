using Acme.Portal.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Acme.Portal.Controllers;

[AllowAnonymous]
[AutoValidateAntiforgeryToken]
public sealed class AccountController : Controller
{
    private readonly ISignInService _signIn;

    public AccountController(ISignInService signIn)
    {
        _signIn = signIn;
    }

    [HttpPost("/login")]
    public async Task<IActionResult> Login(LoginModel model)
    {
        if (!ModelState.IsValid || !await _signIn.SignInAsync(model.Email, model.Password))
        {
            ModelState.AddModelError(string.Empty, "Email or password is wrong.");
            return View(model);
        }

        return RedirectToAction("Index", "Dashboard");
    }
}
