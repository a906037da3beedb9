package com.acme.shop.cart;

import java.io.IOException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.List;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

@Component
public class CartCookieCodec {

    static final String NAME = "cart";

    private final ObjectMapper mapper = new ObjectMapper();

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
        try {
            return mapper.readValue(Base64.getUrlDecoder().decode(value), CartState.class);
        } catch (IOException | IllegalArgumentException e) {
            return CartState.EMPTY;
        }
    }

    public record CartState(List<String> skus) implements java.io.Serializable {
        static final CartState EMPTY = new CartState(List.of());
    }
}
