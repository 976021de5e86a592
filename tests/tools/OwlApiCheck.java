import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileReport;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** Loads an ontology as Protégé does and prints its axioms and what is not OWL 2 DL or RL. */
public class OwlApiCheck {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            OWLOntology ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            OWLProfileReport dl = new OWL2DLProfile().checkOntology(ontology);
            OWLProfileReport rl = new OWL2RLProfile().checkOntology(ontology);
            System.out.printf("axioms %d individuals %d DL %d RL %d%n", ontology.getAxiomCount(),
                ontology.getIndividualsInSignature().size(), dl.getViolations().size(), rl.getViolations().size());
            int shown = 0;
            for (OWLProfileViolation each : dl.getViolations()) if (shown++ < 8) System.out.println("DL " + each);
            shown = 0;
            for (OWLProfileViolation each : rl.getViolations()) if (shown++ < 8) System.out.println("RL " + each);
        }
    }
}
