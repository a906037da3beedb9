package com.acme.shipping.xml;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the status documents that carriers POST to our callback endpoint. */
public final class ShipmentXmlReader {

    public List<Shipment> read(InputStream body)
            throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document doc = factory.newDocumentBuilder().parse(body);
        NodeList nodes = doc.getElementsByTagName("shipment");
        List<Shipment> shipments = new ArrayList<>(nodes.getLength());
        for (int i = 0; i < nodes.getLength(); i++) {
            Element e = (Element) nodes.item(i);
            shipments.add(new Shipment(e.getAttribute("ref"), e.getAttribute("status")));
        }
        return shipments;
    }

    public record Shipment(String ref, String status) {}
}
