package com.acme.shop.cart;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.Base64;
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
                return decode(cookie.getValue());
            }
        }
        return CartState.EMPTY;
    }

    private CartState decode(String value) {
        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(value)))) {
            return (CartState) in.readObject();
        } catch (IOException | ClassNotFoundException | IllegalArgumentException e) {
            return CartState.EMPTY;
        }
    }

    public record CartState(List<String> skus) implements java.io.Serializable {
        static final CartState EMPTY = new CartState(List.of());
    }
}
