package com.acme.shop.cart;

import java.util.List;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

@Component
public class CartCookieCodec {

    static final String NAME = "cart";

    public CartState load(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return CartState.EMPTY;
        }
        for (Cookie cookie : cookies) {
            if (NAME.equals(cookie.getName())) {
                return new CartState(List.of(cookie.getValue().split("\\.")));
            }
        }
        return CartState.EMPTY;
    }

    public record CartState(List<String> skus) implements java.io.Serializable {
        static final CartState EMPTY = new CartState(List.of());
    }
}
