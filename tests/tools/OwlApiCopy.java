import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.formats.NTriplesDocumentFormat;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;

/** Loads an ontology as Protégé does and writes it as N-Triples: OwlApiCopy FILE COPY. */
public class OwlApiCopy {
    public static void main(String[] files) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new File(files[0]));
        try (OutputStream copy = new FileOutputStream(files[1])) {
            manager.saveOntology(ontology, new NTriplesDocumentFormat(), copy);
        }
    }
}
